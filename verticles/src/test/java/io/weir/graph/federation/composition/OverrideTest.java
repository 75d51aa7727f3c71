package io.weir.graph.federation.composition;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import io.weir.graph.Graph;
import org.junit.jupiter.api.Test;

class OverrideTest {

    private static final String OLD = Fed2.sdl("""
            type Query { p: P }
            type P @key(fields: "id") { id: ID! name: String }
            """);

    @Test
    void shouldTakeAFieldFromAnotherSubgraph() {
        // When
        Graph graph = FederatedGraphs.ofSubgraphs()
                .subgraph("old", OLD)
                .subgraph(
                        "new",
                        Fed2.sdl("type P @key(fields: \"id\") { id: ID! name: String @override(from: \"old\") }"))
                .build();

        // Then
        Owners name = Owners.of(graph, "P", "name");
        assertThat(name.resolvers()).containsExactly("new");
        assertThat(name.externals()).isEmpty();
    }

    @Test
    void shouldLeaveWhatTheOldSubgraphStillNeedsAsExternal() {
        // When
        Graph graph = FederatedGraphs.ofSubgraphs()
                .subgraph("old", Fed2.sdl("""
                        type Query { p: P }
                        type P implements Named @key(fields: "id") { id: ID! name: String }
                        interface Named { name: String }
                        """))
                .subgraph(
                        "new",
                        Fed2.sdl("type P @key(fields: \"id\") { id: ID! name: String @override(from: \"old\") }"))
                .build();

        // Then
        assertThat(Owners.of(graph, "P", "name").externals()).containsExactly("old");
    }

    @Test
    void shouldOverlookASubgraphThatIsNotThere() {
        // When
        Graph graph = FederatedGraphs.ofSubgraphs()
                .subgraph(
                        "new",
                        Fed2.sdl(
                                "type Query { p: P } type P @key(fields: \"id\") { id: ID! name: String @override(from: \"old\") }"))
                .build();

        // Then
        assertThat(Owners.of(graph, "P", "name").resolvers()).containsExactly("new");
    }

    @Test
    void shouldRefuseOverridesThatMeanNothing() {
        assertThat(FederatedGraphs.ofSubgraphs()
                        .subgraph("old", OLD)
                        .subgraph("new", Fed2.sdl("""
                                type P @key(fields: "id") {
                                  id: ID!
                                  name: String @override(from: "old", label: "percent(5)")
                                  own: String @override(from: "new")
                                  from: String @override
                                }
                                """))
                        .problems())
                .containsExactlyInAnyOrder(
                        "new.graphql:4:16: @override(label:), a move in steps, is not served by this version of Weir yet",
                        "new.graphql:5:15: @override names its own subgraph \"new\"; name the one to take the field from",
                        "new.graphql:6:16: @override names no subgraph; write @override(from: \"…\")");
    }

    @Test
    void shouldRefuseTwoThatOverrideEachOther() {
        assertThat(FederatedGraphs.ofSubgraphs()
                        .subgraph("a", Fed2.sdl("type Query { n: Int @override(from: \"b\") }"))
                        .subgraph("b", Fed2.sdl("type Query { n: Int @override(from: \"a\") }"))
                        .problems())
                .isNotEmpty()
                .allMatch(problem -> problem.contains("is overridden by"));
    }
}
