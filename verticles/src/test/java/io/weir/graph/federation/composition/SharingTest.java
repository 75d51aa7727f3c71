package io.weir.graph.federation.composition;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import io.weir.graph.Graph;
import org.junit.jupiter.api.Test;

class SharingTest {

    private static final String OWNER = Fed2.sdl("""
            type Query { p: P }
            type P @key(fields: "id") { id: ID! name: String }
            """);

    @Test
    void shouldRefuseAFieldThatTwoResolveUnasked() {
        assertThat(FederatedGraphs.ofSubgraphs()
                        .subgraph("a", OWNER)
                        .subgraph("b", Fed2.sdl("type P @key(fields: \"id\") { id: ID! name: String }"))
                        .problems())
                .containsExactly("a.graphql:3:37: P.name is resolved by a and b; mark it @shareable in a and b if all"
                        + " give the same, or take it over with @override; also b.graphql:2:37");
    }

    @Test
    void shouldWantEverySubgraphToSayShareable() {
        assertThat(FederatedGraphs.ofSubgraphs()
                        .subgraph("a", OWNER)
                        .subgraph("b", Fed2.sdl("type P @key(fields: \"id\") { id: ID! name: String @shareable }"))
                        .problems())
                .singleElement()
                .asString()
                .contains("mark it @shareable in a if all");
    }

    @Test
    void shouldLetFederation1Share() {
        assertThat(FederatedGraphs.ofSubgraphs()
                        .subgraph("a", "type Query { p: P } type P @key(fields: \"id\") { id: ID! name: String }")
                        .subgraph("b", "type P @key(fields: \"id\") { id: ID! name: String }")
                        .problems())
                .isEmpty();
    }

    @Test
    void shouldLetEventsCarryWhatASubgraphOwns() {
        // When
        Graph graph = FederatedGraphs.of("""
                        type Subscription { p: P @eventsSubscribe(topic: "p") }
                        type P @key(fields: "id", resolvable: false) { id: ID name: String }
                        """).subgraph("a", OWNER).build();

        // Then
        Owners name = Owners.of(graph, "P", "name");
        assertThat(name.resolvers()).containsExactly("weir", "a");
        assertThat(graph.sdl()).as("the stub's key does not widen the owner's").contains("id: ID!");
    }

    @Test
    void shouldRefuseARootFieldWithASourceThatASubgraphResolvesToo() {
        assertThat(FederatedGraphs.of("type Query { p: P @eventsRequest(topic: \"p\") } type P { id: ID! }")
                        .subgraph("a", OWNER)
                        .problems())
                .containsExactly(
                        "weir.graphql:1:14: Query.p has a source here, and a resolves it too; rename one, or add"
                                + " @override(from: \"a\"); also a.graphql:2:14");
    }

    @Test
    void shouldTakeARootFieldOverForASource() {
        // When
        Graph graph = FederatedGraphs.of(
                        "type Query { p: P @eventsRequest(topic: \"p\") @override(from: \"a\") } type P { id: ID! }")
                .subgraph("a", OWNER)
                .build();

        // Then
        assertThat(Owners.of(graph, "Query", "p").resolvers()).containsExactly("weir");
    }
}
