package io.weir.graph.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.graph.FederatedGraphs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a model may not say: each with its place, and how to mend it. */
class ModelRulesTest {

    private static final String STATES = " enum State { NEW PAID GONE } type T @model { id: ID! state: State! ";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name: String @unique                       | the model T has no id; add `id: ID!`
            id: Int!                                   | T.id is Weir's own in a model; write `id: ID!`
            id: ID! createdAt: String!                 | T.createdAt is Weir's own in a model; write `createdAt: DateTime!`, or leave it out
            id: ID! version: Int! @default(value: 1)   | @default cannot stand on T.version, which the store sets; remove it
            id: ID! names: [String]                    | T.names is [String]; a model can store lists without nulls only: write [String!]
            id: ID! names: [[String!]!]                | T.names is [[String!]!]; a model can store lists without nulls only: write [String!]
            id: ID! names: [String!] @unique           | @unique on T.names: a list cannot be unique; remove it
            id: ID! any: JSON @unique                  | @unique on T.any: JSON cannot be; remove it
            id: ID! name(of: Int): String              | T.name is stored, so it takes no arguments; remove them, or answer it with @resolvedBy
            id: ID! other: Other                       | T.other refers to Other, which is no model: write `type Other @model`, store its id, or answer the field with @resolvedBy
            id: ID! what: What                         | T.what cannot be stored as What; a model has ID, String, Int, Float, Boolean, Decimal, DateTime, Date, JSON, enums, models, and lists of these
            id: ID! n: Int @default(value: "1")        | @default(value: "1"): T.n is Int; write a literal of that type
            id: ID! n: Int @default(value: 3000000000) | @default(value: 3000000000): T.n is Int; write a literal of that type
            id: ID! d: Date @default(value: "2026-13-01") | @default(value: "2026-13-01"): T.d is Date; write a literal of that type
            id: ID! n: [Int!] @default(value: [1, "2"]) | @default(value: [1, "2"]): T.n is [Int!]; write a literal of that type
            id: ID! e: E @default(value: C)            | @default(value: C): T.e is E; take one of A, B
            id: ID! self: T @default(value: "1")       | @default on T.self: a reference has no default; remove it
            id: ID! self: T @relation(field: "x")      | @relation on T.self: it says what is on the other side of a list, and this is none; remove it
            id: ID! AND: Int                           | T.AND is a word of filters; rename it
            id: ID! null: Int                          | T.null cannot be ordered by, since no enum has the value null; rename it
            id: ID! a: Int @external                   | @external on T.a: a model owns its fields: remove it
            """)
    void shouldSayWhatIsWrongWithAField(String fields, String problem) {
        // when
        List<String> problems =
                problems("type T @model { " + fields + " } type Other { a: Int } scalar What enum E { A B }");

        // then
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).endsWith(": " + problem), problems::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            initial: "OLD", transitions: ["NEW -> PAID", "PAID -> GONE"] | @stateMachine(initial:): State has no value "OLD"; it has NEW, PAID, GONE
            initial: "NEW", transitions: ["NEW -> PAID", "PAID -> OVER", "NEW -> GONE"] | @stateMachine(transitions:): State has no value "OVER"; it has NEW, PAID, GONE
            initial: "NEW", transitions: ["NEW -> PAID", "PAID > GONE", "NEW -> GONE"] | "PAID > GONE" is no move; write "FROM -> TO" with two values of State
            initial: "NEW", transitions: ["NEW -> PAID"] | no moves lead from NEW to GONE; add them, or remove the value from State
            initial: "NEW", transitions: ["NEW -> PAID", "PAID -> GONE", "NEW -> PAID"] | the move NEW -> PAID stands here twice; keep one
            initial: "NEW", transitions: ["NEW -> PAID", "PAID -> GONE", "PAID -> PAID"] | to stay in PAID is always legal and no move; remove it
            initial: "NEW", transitions: ["NEW -> PAID", "PAID -> GONE"], timeouts: [{from: "NEW", to: "GONE", after: "1m"}] | the timeout NEW -> GONE is no legal move; add "NEW -> GONE" to transitions
            initial: "NEW", transitions: ["NEW -> PAID", "PAID -> GONE", "NEW -> GONE"], timeouts: [{from: "NEW", to: "GONE", after: "1m"}, {from: "NEW", to: "PAID", after: "2m"}] | NEW has two timeouts, of which only one could happen; keep one
            """)
    void shouldSayWhatIsWrongWithAStateMachine(String arguments, String problem) {
        // when
        List<String> problems = problems(STATES + "@stateMachine(" + arguments + ") }");

        // then
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).endsWith(": " + problem), problems::toString);
    }

    @Test
    void shouldRefuseADurationThatIsNone() {
        // when
        List<String> problems = problems(STATES + """
                @stateMachine(initial: "NEW", transitions: ["NEW -> PAID", "PAID -> GONE"],
                  timeouts: [{from: "NEW", to: "PAID", after: "soon"}]) }
                """);

        // then
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).startsWith("weir.graphql:2:14: after: "), problems::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            type A @model { id: ID! bs: [B!]! } type B @model { id: ID! one: A two: A } | A.bs may be the other side of B.one or B.two; say which with @relation(field: "one")
            type A @model { id: ID! bs: [B!]! @relation(field: "x") } type B @model { id: ID! one: A } | @relation(field: "x"): B has no field of that name that is one A; take B.one
            type A @model { id: ID! } type AEvent { id: ID! } | the type AEvent is generated for the model A; rename this one
            type A @model { id: ID! } type AOrder @model { id: ID! } | the type AOrder is generated for the model A; rename this one
            type A @model { id: ID! } type StringFilter { id: ID! } | the type StringFilter is generated for models; rename this one
            type A @model { id: ID! } type Query { as: A @eventsRequest(topic: "a") } | Query.as is generated for the model A; rename this one, or the model's with @model(singular: …, plural: …)
            type A @model { id: ID! } type Mutation { createA: A @eventsRequest(topic: "a") } | Mutation.createA is generated for the model A; rename this one
            type A @model(plural: "a") { id: ID! } | one A and many are both called "a"; write @model(plural: "aList")
            type A @model(plural: "a b") { id: ID! } | "a b" cannot be a field of Query; take letters, digits and _
            type A @model { id: ID! } type B @model(singular: "a") { id: ID! } | the models A and B both have the query "a"; write @model(singular: …, plural: …) on one
            type A { id: ID! @unique } | @unique may only stand on a field of a model; add @model to A, or remove it
            type A @model @key(fields: "name") { id: ID! name: String } | the key of the model A is its id and no other; remove @key
            interface I { id: ID! } type A implements I @model { id: ID! } | the model A cannot implement interfaces in this version of Weir; remove them
            type Query @model { id: ID! } | Query cannot be a model; remove @model
            type Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa @model { id: ID! } | the name of the model, "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", has 64 bytes and PostgreSQL takes 63; shorten it
            type A @model { id: ID! aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: Int } | the name of the field, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", has 64 bytes and PostgreSQL takes 63; shorten it
            type A @model { id: ID! } type B { id: ID! } type Subscription { b(filter: AEventFilter): B @eventsSubscribe(topic: "b") } | "filter" filters the events of the model A, and this field has others; take a topic such as "model.A.updated"
            """)
    void shouldSayWhatIsWrongBetweenTypes(String sdl, String problem) {
        // when
        List<String> problems = problems(sdl);

        // then
        assertEquals(
                1,
                problems.stream()
                        .filter(found -> found.endsWith(": " + problem))
                        .count(),
                problems::toString);
    }

    @Test
    void shouldRefuseNamesThatGraphqlKeeps() {
        // when
        List<String> problems = problems("type A @model { id: ID! __a: Int }");

        // then
        assertEquals(
                List.of("weir.graphql:1:25: the name \"__a\" begins with __, which GraphQL keeps for itself"),
                problems);
    }

    private static List<String> problems(String sdl) {
        return FederatedGraphs.of(sdl).problems();
    }
}
