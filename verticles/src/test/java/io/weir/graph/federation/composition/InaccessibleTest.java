package io.weir.graph.federation.composition;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import io.weir.graph.Graph;
import java.util.List;
import org.junit.jupiter.api.Test;

class InaccessibleTest {

    @Test
    void shouldHideWhatAnySubgraphHides() {
        // When
        Graph graph = FederatedGraphs.ofSubgraphs()
                .subgraph("a", Fed2.sdl("""
                        type Query { t(a: Int, b: Int @inaccessible): T @shareable u: U e: E i(i: I): Int secret: S @inaccessible }
                        type T implements N @shareable { n: Int s: Int }
                        interface N @inaccessible { n: Int }
                        union U = T | S
                        type S @inaccessible { n: Int }
                        enum E { X Y @inaccessible }
                        input I { x: Int y: Int @inaccessible }
                        """))
                .subgraph("b", Fed2.sdl("type T @shareable { n: Int s: Int @inaccessible }"))
                .build();

        // Then
        assertThat(graph.sdl())
                .contains(
                        "t(a: Int): T",
                        "type T {\n  n: Int\n}",
                        "union U = T\n",
                        "enum E {\n  X\n}",
                        "input I {\n  x: Int\n}")
                .doesNotContain("secret", "type S", "interface N");
        assertThat(graph.supergraph().schema().getObjectType("T").getFieldDefinition("s"))
                .isNotNull();
        assertThat(graph.supergraph().type("S")).isNotNull();
    }

    @Test
    void shouldRefuseToShowWhatNeedsTheHidden() {
        assertThat(problems("""
                                type Query { s: S i(i: I!, j: Int! @inaccessible): Int t: T u: U }
                                type S @inaccessible { n: Int }
                                input I { x: X y: Int! @inaccessible }
                                input X @inaccessible { n: Int }
                                type T implements N { n: Int @inaccessible m: Int }
                                interface N { n: Int }
                                union U = S
                                """))
                .containsExactlyInAnyOrder(
                        "a.graphql:2:14: Query.s can be seen and its type S is @inaccessible; mark both or neither; also"
                                + " a.graphql:3:1",
                        "a.graphql:2:28: Query.i.j is @inaccessible and required, so clients could never use Query.i; give"
                                + " it a default value or make it optional",
                        "a.graphql:4:11: I.x can be seen and its type X is @inaccessible; mark both or neither; also"
                                + " a.graphql:5:1",
                        "a.graphql:4:16: I.y is @inaccessible and required, so clients could never use I; give it a default"
                                + " value or make it optional",
                        "a.graphql:6:23: T.n is @inaccessible, and N.n, which it implements, can be seen; mark both or"
                                + " neither; also a.graphql:7:15",
                        "a.graphql:8:1: all of U is @inaccessible, but U itself is not; mark the type too");
    }

    @Test
    void shouldRefuseATypeOfWhichNothingIsLeft() {
        assertThat(problems("type Query { n: Int t: T } type T { n: Int @inaccessible }"))
                .containsExactly("a.graphql:2:28: all of T is @inaccessible, but T itself is not; mark the type too");
    }

    private static List<String> problems(String sdl) {
        return FederatedGraphs.ofSubgraphs().subgraph("a", Fed2.sdl(sdl)).problems();
    }
}
