package io.weir.graph.federation.composition;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import org.junit.jupiter.api.Test;

class EnumMergeTest {

    @Test
    void shouldJoinTheValuesOfAResult() {
        // When
        String sdl = FederatedGraphs.ofSubgraphs()
                .subgraph("a", Fed2.sdl("type Query { a: E }\nenum E { X Y }"))
                .subgraph("b", Fed2.sdl("type Query { b: E }\nenum E { Y Z }"))
                .build()
                .sdl();

        // Then
        assertThat(sdl).contains("enum E {\n  X\n  Y\n  Z\n}");
    }

    @Test
    void shouldTakeTheValuesThatAllKnowAsInput() {
        // When
        String sdl = FederatedGraphs.ofSubgraphs()
                .subgraph("a", Fed2.sdl("type Query { a(e: E): Int }\nenum E { X Y }"))
                .subgraph("b", Fed2.sdl("type Query { b(e: E): Int }\nenum E { Y Z }"))
                .build()
                .sdl();

        // Then
        assertThat(sdl).contains("enum E {\n  Y\n}");
    }

    @Test
    void shouldRefuseDifferentValuesOfWhatIsBoth() {
        assertThat(FederatedGraphs.ofSubgraphs()
                        .subgraph("a", Fed2.sdl("type Query { a(e: E): Int }\nenum E { X Y }"))
                        .subgraph("b", Fed2.sdl("type Query { b: E }\nenum E { Y }"))
                        .problems())
                .containsExactly("a.graphql:3:10: E.X is missing in b, and E is both input (a.graphql:2:16) and result;"
                        + " add the value there, or mark it @inaccessible; also b.graphql:3:1");
    }

    @Test
    void shouldRefuseAnInputEnumOfWhichNothingIsLeft() {
        assertThat(FederatedGraphs.ofSubgraphs()
                        .subgraph("a", Fed2.sdl("type Query { a(e: E): Int }\nenum E { X }"))
                        .subgraph("b", Fed2.sdl("type Query { b(e: E): Int }\nenum E { Z }"))
                        .problems())
                .singleElement()
                .asString()
                .contains("no value is known to all of its subgraphs");
    }
}
