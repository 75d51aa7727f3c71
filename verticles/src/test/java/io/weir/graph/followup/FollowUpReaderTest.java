package io.weir.graph.followup;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code @resolvedBy} may say, and what {@code check} says of the rest. */
class FollowUpReaderTest {

    private static FederatedGraphs graph(String fields) {
        return FederatedGraphs.of("""
                        type Order @key(fields: "id", resolvable: false) { id: ID! @external tags: [String] place: Place size: Float
                        %s }
                        type Place { city: ID sized(unit: Int!): Int street(no: Int): String }
                        input At { city: ID no: Int }
                        interface Being { id: ID! }
                        type User implements Being @key(fields: "id", resolvable: false) { id: ID! @external }
                        """.formatted(fields))
                .subgraph("users", """
                        type Query { user(id: ID!, no: Int = 1): User users(ids: [ID!]): [User] at(in: Where): Being count: Int }
                        input Where { city: ID deep: Where }
                        interface Being { id: ID! }
                        type User implements Being @key(fields: "id") { id: ID! }
                        """)
                .subgraph("orders", "type Order @key(fields: \"id\") { id: ID! }");
    }

    private static String problem(String field) {
        List<String> problems = graph(field).problems();
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    private static String resolvedBy(String template) {
        return problem("owner(at: At, no: Int): User @resolvedBy(query: \"" + template.replace("\"", "\\\"") + "\")");
    }

    @Test
    void shouldReadWhatIsRight() {
        assertThat(graph("""
                        a: User @resolvedBy(query: "user(id: {{parent.id}})")
                        b(at: At): [User] @resolvedBy(query: "users(ids: [{{ parent.place.city }}, {{ args.at.city }}, \\"x\\"])")
                        c: User @resolvedBy(query: "at(in: { city: {{ parent.id }}, deep: { city: {{ parent.place.street }} } })")
                        d: Being! @resolvedBy(query: "user(no: 3, id: {{ parent.id }})")
                        e: Int @resolvedBy(query: "count")
                        """).problems()).isEmpty();
    }

    @Test
    void shouldNameThePlace() {
        assertThat(problem("a: Int @resolvedBy(query: \"none\")"))
                .isEqualTo("weir.graphql:2:8: @resolvedBy(query: \"none\"): Query has no field \"none\"");
    }

    @Test
    void shouldRefuseWhatIsNoField() {
        assertThat(resolvedBy("user(id: {{ parent.id }}"))
                .endsWith("it is not a field of Query with its arguments, such as" + " user(id: {{ parent.userId }})");
        assertThat(resolvedBy("user(id: {{ parent.id }}) count")).endsWith("it is not one field");
        assertThat(resolvedBy("u: user(id: {{ parent.id }})")).endsWith("it is not one field");
        assertThat(resolvedBy("user(id: {{ parent.id }}) { id }")).endsWith("it is not one field");
        assertThat(resolvedBy("count } query b { count")).endsWith("it is not one field");
        assertThat(resolvedBy("user(id: \"{{ parent.id }}\")")).endsWith("write it without quotes");
        assertThat(resolvedBy("user(id: {{ response.id }})")).contains("{{ response.id }} is not understood");
    }

    @Test
    void shouldRefuseWrongArguments() {
        assertThat(resolvedBy("user(name: {{ parent.id }}, id: 1)")).contains("Unknown field argument 'name'");
        assertThat(resolvedBy("user")).contains("Missing field argument 'id'");
        assertThat(resolvedBy("user(id: {{ parent.id }}, no: true)")).contains("'no'");
        assertThat(resolvedBy("user(id: {{ parent.nope }})"))
                .endsWith("{{ parent.nope }}: Order has no field \"nope\"");
        assertThat(resolvedBy("user(id: {{ parent.place }})"))
                .endsWith("{{ parent.place }}: it must be a scalar or enum value; name a field of it");
        assertThat(resolvedBy("user(id: {{ parent.place.sized }})"))
                .endsWith("{{ parent.place.sized }}: Place.sized needs arguments");
        assertThat(resolvedBy("user(id: {{ args.nope }})"))
                .endsWith("{{ args.nope }}: the field \"owner\" has no argument \"nope\"; it has at, no");
        assertThat(resolvedBy("user(id: {{ args.at.nope }})")).endsWith("{{ args.at.nope }}: At has no field \"nope\"");
        assertThat(resolvedBy("user(id: {{ args.at }})")).endsWith("{{ args.at }} is At, and ID! is expected there");
        assertThat(resolvedBy("user(id: {{ parent.tags }})"))
                .endsWith("{{ parent.tags }} is [String], and ID! is expected there");
        assertThat(resolvedBy("user(id: {{ parent.size }})"))
                .endsWith("{{ parent.size }} is Float, and ID! is expected there");
        assertThat(resolvedBy("user(id: {{ parent.owner.id }})"))
                .endsWith("{{ parent.owner.id }}: Order.owner is itself answered by @resolvedBy");
    }

    @Test
    void shouldRefuseOtherTypes() {
        assertThat(resolvedBy("users")).endsWith("it gives [User], which is no User");
        assertThat(resolvedBy("count")).endsWith("it gives Int, which is no User");
        assertThat(problem("a: String @resolvedBy(query: \"count\")")).endsWith("it gives Int, which is no String");
    }

    @Test
    void shouldRefuseOtherPlaces() {
        assertThat(problem("a: Int @resolvedBy(query: \"count\") @requires(fields: \"id\")"))
                .contains("both @resolvedBy and @requires");
        assertThat(FederatedGraphs.of("""
                        type Query { a: Int @resolvedBy(query: "b") b: Int @resolvedBy(query: "a") }
                        interface I { a: Int @resolvedBy(query: "b") }
                        """).problems()).isNotEmpty();
    }

    @Test
    void shouldReadWhatActionsTrigger() {
        String mutation = """
                } type Mutation { a(no: Int): User @action(url: "bus:a", query: "user(id: {{ response.any.id }}, no: {{ args.no }})") }
                type Rest { id: ID
                """;

        assertThat(graph(mutation).problems()).isEmpty();
        assertThat(problem(mutation.replace("response", "parent"))).contains("{{ parent.any.id }} is not understood");
        assertThat(problem(mutation.replace("no: {{ args.no }}", "nope: 1"))).contains("@action(query: ", "'nope'");
    }
}
