package io.weir.graph.federation.composition;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import io.weir.graph.Graph;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FieldSetTest {

    @Test
    void shouldPrintEqualFieldSetsAlike() {
        // When
        Graph graph = FederatedGraphs.ofSubgraphs().subgraph("a", Fed2.sdl("""
                        type Query { p: P }
                        type P @key(fields: "  id  org{id,name}") { id: ID! org: Org! }
                        type Org { id: ID! name: String! }
                        """)).build();

        // Then
        assertThat(Objects.requireNonNull(
                                Objects.requireNonNull(graph.supergraph().type("P"))
                                        .in(graph.supergraph().subgraphs().get(0)))
                        .keys())
                .extracting(key -> key.fields().text())
                .containsExactly("id org { id name }");
    }

    @Test
    void shouldNameThePlaceWithinTheText() {
        assertThat(problems("@key(fields: \"id nane\")", ""))
                .containsExactly("a.graphql:3:25: @key names the field \"nane\", which P does not have; did you mean"
                        + " \"name\"?");
    }

    @Test
    void shouldRefuseWhatDoesNotParse() {
        assertThat(problems("@key(fields: \"id {\")", ""))
                .containsExactly("a.graphql:3:8: @key(fields: \"id {\") is not a list of fields");
    }

    @Test
    void shouldRefuseWhatFieldSetsCannotHave() {
        assertThat(problems("@key(fields: \"nr: id\") @key(fields: \"...F\") @key", ""))
                .containsExactly(
                        "a.graphql:3:22: @key gives the field \"id\" an alias, which a field set cannot have; remove"
                                + " \"nr:\"",
                        "a.graphql:3:45: @key names a fragment, which a field set cannot have; write its fields instead",
                        "a.graphql:3:52: @key needs fields; write @key(fields: \"…\")");
    }

    @Test
    void shouldRefuseKeysOfFieldsThatCannotBeKeys() {
        assertThat(problems(
                        "@key(fields: \"byArg(n: 1)\") @key(fields: \"org\") @key(fields: \"name { x }\")"
                                + " @key(fields: \"node { id }\")",
                        ""))
                .containsExactly(
                        "a.graphql:3:22: @key names P.byArg, which has arguments; a key has none",
                        "a.graphql:3:50: @key names P.org without fields of it; write org { … }",
                        "a.graphql:3:70: @key selects fields of P.name, which is String and has none",
                        "a.graphql:3:97: @key names P.node, which is an interface; a key has scalars, enums and objects only");
    }

    @Test
    void shouldRefuseToProvideFieldsOfAScalar() {
        assertThat(problems("@key(fields: \"id\")", "n: Int @provides(fields: \"x\")"))
                .containsExactly("a.graphql:4:8: @provides stands on P.n, which is Int and has no fields; remove it");
    }

    @Test
    void shouldRefuseToRequireWhatTheSubgraphResolvesItself() {
        assertThat(problems("@key(fields: \"id\")", "n: Int @requires(fields: \"name\")"))
                .containsExactly(
                        "a.graphql:4:27: @requires names P.name, which a resolves itself; mark that field @external");
    }

    @Test
    void shouldReadArgumentsAndFragments() {
        // When
        Graph graph = FederatedGraphs.ofSubgraphs()
                .subgraph("a", Fed2.sdl("""
                        type Query { p: P }
                        type P @key(fields: "id") { id: ID! price(currency: String): Int node: Node }
                        interface Node { id: ID! }
                        type X implements Node { id: ID! x: Int }
                        """))
                .subgraph("b", Fed2.sdl("""
                        type P @key(fields: "id") {
                          id: ID!
                          price(currency: String): Int @external
                          node: Node @external
                          tax: Int @requires(fields: "price(currency: \\"EUR\\") node { ... on X { x } }")
                        }
                        interface Node { id: ID! }
                        type X implements Node { id: ID! @external x: Int @external }
                        """))
                .build();

        // Then
        assertThat(Owners.of(graph, "P", "tax").in("b").requires())
                .hasToString("price(currency: \"EUR\") node { ... on X { x } }");
    }

    private static List<String> problems(String directives, String field) {
        return FederatedGraphs.ofSubgraphs()
                .subgraph(
                        "a",
                        Fed2.sdl(
                                "type Query { p: P }\ntype P " + directives
                                        + " { id: ID! name: String org: Org node: Node byArg(n: Int): Int\n" + field
                                        + "}\ntype Org { id: ID! }\ninterface Node { id: ID! }\ntype N implements Node { id: ID! }"))
                .problems();
    }
}
