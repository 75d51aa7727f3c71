package io.weir.graph;

import static io.weir.graph.SdlFixture.graph;
import static io.weir.graph.SdlFixture.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.Graph.FieldName;
import org.junit.jupiter.api.Test;

class GraphLoaderTest {

    /** The schema of the event-driven federated subscriptions document, with its lost braces mended. */
    private static final String EMPLOYEES = """
            directive @eventsRequest(topic: String!) on FIELD_DEFINITION
            directive @eventsPublish(topic: String!) on FIELD_DEFINITION
            directive @eventsSubscribe(topic: String!) on FIELD_DEFINITION
            type PublishEventResult { success: Boolean! }
            type Query { employeeFromEvent(id: ID!): Employee! @eventsRequest(topic: "getEmployee.{{ args.id }}") }
            input UpdateEmployeeInput { name: String email: String }
            type Mutation {
              updateEmployee(id: ID!, update: UpdateEmployeeInput!): PublishEventResult!
                @eventsPublish(topic: "updateEmployee.{{ args.id }}")
            }
            type Subscription {
              employeeUpdated(employeeID: ID!): Employee! @eventsSubscribe(topic: "employeeUpdated.{{ args.employeeID }}")
            }
            type Employee @key(fields: "id", resolvable: false) { id: Int! @external }
            """;

    @Test
    void shouldReadTheSourcesOfTheEmployeeExample() {
        // When
        Graph graph = graph(EMPLOYEES);

        // Then
        assertThat(graph.sources().get(new FieldName("Query", "employeeFromEvent")))
                .isInstanceOfSatisfying(
                        RootSource.EventsRequest.class,
                        source -> assertThat(source.topic().pattern()).isEqualTo("getEmployee.*"));
        assertThat(graph.sources().get(new FieldName("Mutation", "updateEmployee")))
                .isInstanceOf(RootSource.EventsPublish.class);
        assertThat(graph.sources().get(new FieldName("Subscription", "employeeUpdated")))
                .isInstanceOf(RootSource.EventsSubscribe.class);
        assertThat(graph.keys()).containsOnlyKeys("Employee");
    }

    @Test
    void shouldShowClientsNoDirectiveOfOurs() {
        // When
        String sdl = graph(EMPLOYEES).sdl();

        // Then
        assertThat(sdl)
                .contains("updateEmployee(id: ID!, update: UpdateEmployeeInput!): PublishEventResult!")
                .doesNotContain("@events", "@key", "@external", "SubscriptionFilter", "directive");
    }

    @Test
    void shouldGiveASchemaWithoutQueryTheVersion() {
        // When
        Graph graph =
                graph("type Subscription { ticks: Tick @eventsSubscribe(topic: \"ticks\") } type Tick { n: Int }");

        // Then
        assertThat(graph.sources().get(new FieldName("Query", "weirVersion")))
                .isInstanceOf(RootSource.WeirVersion.class);
        assertThat(graph.sdl()).doesNotContain("PublishEventResult");
    }

    @Test
    void shouldMergeRootTypesOfSeveralDefinitions() {
        // When
        Graph graph = graph("""
                type Subscription { a: T @eventsSubscribe(topic: "a") }
                type Subscription { b: T @eventsSubscribe(topic: "b") }
                extend type Subscription { c: T @eventsSubscribe(topic: "c") }
                type T { n: Int }
                """);

        // Then
        assertThat(graph.schema().getSubscriptionType().getFieldDefinitions()).hasSize(3);
    }

    @Test
    void shouldCallRootTypesByTheirConventionalNames() {
        // When
        Graph graph = graph("""
                schema { query: QueryType subscription: SubscriptionType }
                type QueryType { q: T @eventsRequest(topic: "q") }
                type SubscriptionType { s: T @eventsSubscribe(topic: "s") }
                type T { n: Int }
                """);

        // Then
        assertThat(graph.sources().keySet())
                .containsExactlyInAnyOrder(new FieldName("Query", "q"), new FieldName("Subscription", "s"));
        assertThat(graph.sdl()).contains("type Query").doesNotContain("QueryType");
    }

    @Test
    void shouldNameThePlaceOfAnUnknownArgumentInATemplate() {
        assertThat(problems(
                        "type Query { e(id: ID!): E @eventsRequest(topic: \"get.{{ args.ide }}\") } type E { id: ID }"))
                .containsExactly("1:28: {{ args.ide }}: the field \"e\" has no argument \"ide\"; it has id");
    }

    @Test
    void shouldRefuseTwoSourcesOnOneField() {
        assertThat(problems("""
                                type Mutation {
                                  m: PublishEventResult! @eventsPublish(topic: "a") @eventsRequest(topic: "b")
                                }
                                """))
                .containsExactly("2:53: Mutation.m has two sources, @eventsPublish and @eventsRequest; keep one");
    }

    @Test
    void shouldRefuseADirectiveWhereItMayNotStand() {
        assertThat(problems("""
                                type Query { q: T @eventsSubscribe(topic: "a") }
                                type T { n: Int @eventsRequest(topic: "b") }
                                """))
                .contains(
                        "1:19: @eventsSubscribe may only stand on a field of Subscription, not on Query.q",
                        "2:17: @eventsRequest may only stand on a field of Query or Mutation, not on T.n");
    }

    @Test
    void shouldRefuseWrongReturnTypes() {
        assertThat(problems("""
                                type Mutation { m: Boolean! @eventsPublish(topic: "a") }
                                type Subscription { s: [T] @eventsSubscribe(topic: "b") n: Int @eventsSubscribe(topic: "c") }
                                type T { n: Int }
                                """))
                .containsExactlyInAnyOrder(
                        "1:29: @eventsPublish needs a field of type PublishEventResult!; \"m\" is Boolean!",
                        "2:28: @eventsSubscribe needs a field whose type is an object, interface or union, since one JSON"
                                + " object comes back; \"s\" is [T]",
                        "2:64: @eventsSubscribe needs a field whose type is an object, interface or union, since one JSON"
                                + " object comes back; \"n\" is Int");
    }

    @Test
    void shouldRefuseARootFieldWithoutSource() {
        assertThat(problems("type Query { q: Int }"))
                .containsExactly("1:14: Query.q has no source; add @eventsRequest(topic: …)");
    }

    @Test
    void shouldRefuseTopicsThatNoArgumentMayMake() {
        assertThat(problems("""
                                type Subscription {
                                  a: T @eventsSubscribe(topic: "a.*")
                                  b: T @eventsSubscribe(topic: "")
                                  c: T @eventsSubscribe(topic: "c d")
                                  d(x: [ID!]): T @eventsSubscribe(topic: "{{ args.x }}")
                                  e: T @eventsSubscribe(topic: "e.{{ }}")
                                  f: T @eventsSubscribe(topic: "weir:trigger.0")
                                }
                                type T { n: Int }
                                """))
                .hasSize(6)
                .anyMatch(p -> p.startsWith("2:8: ") && p.contains("wildcard"))
                .anyMatch(p -> p.startsWith("3:8: ") && p.contains("empty"))
                .anyMatch(p -> p.startsWith("4:8: ") && p.contains("white space"))
                .anyMatch(p -> p.startsWith("5:18: ") && p.contains("single scalar"))
                .anyMatch(p -> p.startsWith("6:8: ") && p.contains("an empty placeholder: write {{ args.NAME }}"))
                .anyMatch(p -> p.startsWith("7:8: ") && p.contains("weir:"));
    }

    @Test
    void shouldRefuseAProviderThatIsNotConfigured() {
        assertThat(
                        problems(
                                "type Subscription { a: T @eventsSubscribe(topic: \"a\", provider: \"nope\") } type T { n: Int }"))
                .containsExactly(
                        "1:26: @eventsSubscribe(provider: \"nope\"): no such provider; the configuration has default, rabbit");
    }

    @Test
    void shouldRefuseADefinitionThatContradictsOurs() {
        assertThat(problems("""
                                directive @eventsSubscribe(topic: Int!) on FIELD_DEFINITION | OBJECT
                                type PublishEventResult { ok: Boolean! }
                                type Query { q: T @eventsRequest(topic: "q") }
                                type T { n: Int }
                                """))
                .hasSize(3)
                .anyMatch(p -> p.startsWith("1:28: @eventsSubscribe(topic:) contradicts"))
                .anyMatch(p -> p.contains("may not stand on OBJECT"))
                .anyMatch(p -> p.startsWith("2:1: PublishEventResult contradicts"));
    }

    @Test
    void shouldSayWhatThisVersionDoesNotServe() {
        assertThat(problems("""
                                type Mutation { m: T @authenticated @eventsRequest(topic: "m") }
                                type Subscription { s(last: Int): T @eventsSubscribe(topic: "s", resume: "last") }
                                type T { n: Int }
                                """)).anyMatch(p -> p.startsWith("1:22: @authenticated is not served by this version"));
    }

    @Test
    void shouldRefuseSdlThatNestsTooDeep() {
        String condition = "{NOT: ".repeat(3000) + "{IN: {fieldPath: \"n\", values: [1]}}" + "}".repeat(3000);
        assertThat(problems("type Subscription { s: T @eventsSubscribe(topic: \"s\") @subscriptionFilter(condition: "
                        + condition + ") } type T { n: Int }"))
                .singleElement()
                .asString()
                .startsWith("1:");
    }

    @Test
    void shouldNameThePlaceOfASyntaxError() {
        assertThat(problems("type Query {\n  q: \n}"))
                .singleElement()
                .asString()
                .startsWith("3:1: not GraphQL");
    }

    @Test
    void shouldNameThePlaceOfAnUnknownType() {
        assertThat(problems("type Query { q: Nope @eventsRequest(topic: \"q\") }"))
                .singleElement()
                .asString()
                .startsWith("1:17: ")
                .contains("Nope");
    }

    @Test
    void shouldRefuseKeysThatNameUnknownFields() {
        assertThat(problems(
                        "type Query { q: E @eventsRequest(topic: \"q\") } type E @key(fields: \"nope\") { id: ID }"))
                .containsExactly("1:69: @key names the field \"nope\", which E does not have; add it to the type");
    }
}
