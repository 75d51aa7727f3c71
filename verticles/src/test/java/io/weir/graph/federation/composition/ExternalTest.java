package io.weir.graph.federation.composition;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import io.weir.graph.Graph;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ExternalTest {

    private static final String OWNER = Fed2.sdl("""
            type Query { p: P }
            type P @key(fields: "id") { id: ID! name: String weight: Int }
            """);

    @Test
    void shouldReadWhatIsRequiredAndProvided() {
        // When
        Graph graph = FederatedGraphs.ofSubgraphs()
                .subgraph("a", OWNER)
                .subgraph("b", Fed2.sdl("""
                        type Query { top: P @provides(fields: "name") }
                        type P @key(fields: "id") {
                          id: ID!
                          name: String @external
                          weight: Int @external
                          cost: Int @requires(fields: "weight")
                        }
                        """))
                .build();

        // Then
        assertThat(Owners.of(graph, "P", "weight").externals()).containsExactly("b");
        assertThat(Owners.of(graph, "P", "cost").in("b").requires()).hasToString("weight");
        assertThat(Owners.of(graph, "Query", "top").in("b").provides()).hasToString("name");
    }

    @Test
    void shouldRefuseAnExternalFieldThatNobodyOwns() {
        assertThat(FederatedGraphs.ofSubgraphs()
                        .subgraph("a", OWNER)
                        .subgraph("b", Fed2.sdl("type P @key(fields: \"id\") { id: ID! size: Int @external }"))
                        .problems())
                .containsExactly("b.graphql:2:37: P.size is @external in b, and no subgraph owns it; declare it in the"
                        + " subgraph that resolves it, or remove it here");
    }

    @Test
    void shouldRefuseAStubFieldThatNobodyOwns() {
        assertThat(FederatedGraphs.of("""
                                type Subscription { p: P @eventsSubscribe(topic: "p") }
                                type P @key(fields: "id") { id: ID! @external size: Int @external }
                                """).subgraph("a", OWNER).problems())
                .containsExactly("weir.graphql:2:47: P.size is @external in weir, and no subgraph owns it; remove"
                        + " @external if events carry it");
    }

    @Test
    void shouldRefuseAnExternalFieldOfAnotherType() {
        assertThat(FederatedGraphs.ofSubgraphs()
                        .subgraph("a", OWNER)
                        .subgraph("b", Fed2.sdl("type P @key(fields: \"id\") { id: ID! name: Int @external }"))
                        .problems())
                .containsExactly(
                        "b.graphql:2:37: P.name is Int here, and String in a, which owns it; give both one type;"
                                + " also a.graphql:3:37");
    }

    @Test
    void shouldLeaveUnusedExternalFieldsOfFederation1Alone() {
        assertThat(FederatedGraphs.ofSubgraphs()
                        .subgraph("a", OWNER)
                        .subgraph("b", "extend type P @key(fields: \"id\") { id: ID! @external size: Int @external }")
                        .problems())
                .isEmpty();
    }

    @Test
    void shouldGiveAStubTheKeysWhoseFieldsItDeclares() {
        // When
        Graph graph = FederatedGraphs.of("""
                        type Subscription { p: P @eventsSubscribe(topic: "p") }
                        type P { id: ID! @external org: Org @external name: String @external }
                        type Org { slug: String! }
                        """).subgraph("a", Fed2.sdl("""
                        type Query { p: P }
                        type P @key(fields: "id") @key(fields: "org {slug}") @key(fields: "sku") {
                          id: ID! org: Org sku: ID! name: String
                        }
                        type Org @shareable { slug: String! }
                        """)).build();

        // Then
        assertThat(graph.keys().get("P")).containsExactly(List.of("id"), List.of("org"));
        assertThat(Owners.of(graph, "P", "id").resolvers()).contains("weir");
        assertThat(Owners.of(graph, "P", "name").externals()).containsExactly("weir");
        var weir = graph.supergraph().subgraphs().get(0);
        assertThat(Objects.requireNonNull(
                                Objects.requireNonNull(graph.supergraph().type("P"))
                                        .in(weir))
                        .keys())
                .noneMatch(key -> key.resolvable());
    }

    @Test
    void shouldNeverAskWeirsOwnEntities() {
        // When
        Graph graph = FederatedGraphs.of("""
                        type Subscription { p: P @eventsSubscribe(topic: "p") }
                        type P @key(fields: "id") { id: ID! }
                        """).subgraph("a", OWNER).build();

        // Then
        var weir = graph.supergraph().subgraphs().get(0);
        assertThat(Objects.requireNonNull(
                                Objects.requireNonNull(graph.supergraph().type("P"))
                                        .in(weir))
                        .keys())
                .singleElement()
                .matches(key -> !key.resolvable());
    }
}
