package io.weir.graph.federation.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import io.weir.graph.Graph;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkTest {

    @Test
    void shouldFollowNamesThatALinkGives() {
        // When
        Graph graph = FederatedGraphs.ofSubgraphs().subgraph("a", """
                        extend schema
                          @link(url: "https://specs.apollo.dev/link/v1.0")
                          @link(url: "https://specs.apollo.dev/federation/v2.0", as: "fed",
                                import: [{name: "@key", as: "@id"}, "@shareable", "FieldSet"])
                          @link(url: "https://example.com/mine/v1.0", import: ["@mine"])
                        directive @mine on OBJECT
                        directive @id(fields: FieldSet!) repeatable on OBJECT
                        scalar FieldSet
                        scalar fed__FieldSet
                        scalar _Any
                        union _Entity = P
                        type _Service { sdl: String }
                        type Query { p: P _entities(representations: [_Any!]!): [_Entity]! _service: _Service! }
                        type P @id(fields: "id") @mine { id: ID! name: String @shareable w: Int @fed__inaccessible }
                        """).build();

        // Then
        assertThat(graph.sdl())
                .contains("name: String")
                .doesNotContain("_Any", "_Entity", "_service", "FieldSet", "w: Int");
        assertThat(graph.supergraph().type("P"))
                .satisfies(type -> assertThat(type.entity()).isTrue());
    }

    @Test
    void shouldCallRootTypesByTheirConventionalNames() {
        // When
        Graph graph = FederatedGraphs.ofSubgraphs()
                .subgraph("a", "schema { query: Q mutation: M } type Q { n: Int q: Q } type M { m: Q }")
                .subgraph("b", "extend type Query { b: Int }")
                .build();

        // Then
        assertThat(graph.sdl()).contains("type Query {\n  b: Int\n  n: Int\n  q: Query\n}", "m: Query");
    }

    @Test
    void shouldGuessWhatWasMeant() {
        assertThat(problems("type Query { p: P } type P @kee(fields: \"id\") { id: ID! }"))
                .containsExactly("a.graphql:1:28: nothing defines the directive @kee; did you mean \"@key\"?");
        assertThat(problems("type Query { p: P @shareable } type P { id: Id! }"))
                .containsExactly(
                        "a.graphql:1:19: nothing defines the directive @shareable; it is of Federation 2: extend schema"
                                + " @link(url: \"https://specs.apollo.dev/federation/v2.3\", import: [\"@shareable\"])",
                        "a.graphql:1:45: a does not define the type \"Id\"");
        assertThat(problems("""
                        extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@keys"])
                        type Query { p: Int @shareable }
                        """))
                .containsExactly(
                        "a.graphql:1:79: federation has no @keys; did you mean \"@key\"?",
                        "a.graphql:2:21: nothing defines the directive @shareable; add \"@shareable\" to what the schema"
                                + " imports from federation");
    }

    @Test
    void shouldRefuseWhatItCannotServeByName() {
        assertThat(problems("""
                        extend schema
                          @link(url: "https://specs.apollo.dev/federation/v2.8", import: ["@authenticated", "@cost"])
                          @link(url: "https://example.com/guard/v1.0", for: SECURITY)
                        type Query { p: Int @authenticated c: Int @federation__policy(policies: [["a"]]) }
                        """))
                .containsExactly(
                        "a.graphql:3:3: the specification https://example.com/guard/v1.0 is needed to serve this schema"
                                + " rightly, and this version of Weir does not have it",
                        "a.graphql:4:21: @authenticated is not served by this version of Weir yet",
                        "a.graphql:4:43: @federation__policy is not served by this version of Weir yet");
        assertThat(problems(
                        "extend schema @link(url: \"https://specs.apollo.dev/federation/v3.0\") type Query { n: Int }"))
                .containsExactly("a.graphql:1:15: the federation version v3.0 is not known; link v2.0 to v2.9");
    }

    private static List<String> problems(String sdl) {
        return FederatedGraphs.ofSubgraphs().subgraph("a", sdl).problems();
    }
}
