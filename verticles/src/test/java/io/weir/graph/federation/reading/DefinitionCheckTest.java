package io.weir.graph.federation.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefinitionCheckTest {

    @Test
    void shouldNameThePlaceOfWhatStandsTwice() {
        assertThat(problems("""
                        type Query { n: Int n: ID  t(a: Int, a: Int): T u: U }
                        type T @key(fields: "n") { n: Int @external @external }
                        type T { m: Int }
                        enum E { A A }
                        union U = T | T
                        """))
                .containsExactly(
                        "a.graphql:1:21: Query has \"n\" twice; remove or rename one",
                        "a.graphql:1:38: Query.t has \"a\" twice; remove or rename one",
                        "a.graphql:2:45: @external stands here twice; keep one",
                        "a.graphql:3:1: T is defined twice, first at a.graphql:2:1; write `extend` before this one, or"
                                + " rename it",
                        "a.graphql:4:12: E has \"A\" twice; remove or rename one",
                        "a.graphql:5:15: T stands here twice; keep one");
    }

    @Test
    void shouldOverlookAFieldThatIsRepeatedUnchanged() {
        assertThat(problems("type Query { n(a: Int): Int \"again\" n(a: Int): Int }"))
                .isEmpty();
    }

    @Test
    void shouldNameThePlaceOfReservedNames() {
        assertThat(problems("type Query { __n: Int t: __T }\ntype __T { n(__a: Int): Int }"))
                .containsExactlyInAnyOrder(
                        "a.graphql:2:1: the name \"__T\" begins with __, which GraphQL keeps for itself",
                        "a.graphql:1:14: the name \"__n\" begins with __, which GraphQL keeps for itself",
                        "a.graphql:2:14: the name \"__a\" begins with __, which GraphQL keeps for itself");
    }

    @Test
    void shouldNameThePlaceOfWrongDefaultValues() {
        assertThat(problems("""
                        type Query { n(a: Int = "x", b: [E!] = [A, B], c: I! = {x: 1}, d: Float = 1, e: ID = 7, f: I = {z: 1}): Int }
                        enum E { A }
                        input I { x: Int! y: Int! = null }
                        """))
                .containsExactly(
                        "a.graphql:1:25: the default value \"x\" of \"a\" is no Int",
                        "a.graphql:1:40: the default value [A, B] of \"b\" is no [E!]",
                        "a.graphql:1:96: the default value {z : 1} of \"f\" is no I",
                        "a.graphql:3:29: the default value null of \"y\" is no Int!");
    }

    @Test
    void shouldNameThePlaceOfTypesInTheWrongRole() {
        assertThat(problems("type Query { i: I n(t: T): Int }\ninput I { n: Int }\ntype T { n: Int }"))
                .containsExactly(
                        "a.graphql:1:17: I is an input type; a field's result cannot be one",
                        "a.graphql:1:24: T is an object type; \"t\" needs an input type, an enum or a scalar");
    }

    @Test
    void shouldRefuseOperationsInASchema() {
        assertThat(problems("type Query { n: Int }\nquery { n }"))
                .containsExactly("a.graphql:2:1: a schema file may hold type definitions only, no operations");
    }

    @Test
    void shouldSayThatAFileIsEmpty() {
        assertThat(problems("\n")).contains("a.graphql:1:1: is empty; it should hold type definitions");
    }

    @Test
    void shouldRefuseExtensionsOfAnotherKind() {
        assertThat(problems("type Query { n: Int }\nextend enum Query { A }"))
                .containsExactly(
                        "a.graphql:2:1: Query is an enum here and an object type elsewhere; also a.graphql:1:1");
    }

    @Test
    void shouldRefuseTooManySubgraphsAndTwoOfOneName() {
        // Given
        FederatedGraphs many = FederatedGraphs.ofSubgraphs();
        for (int i = 0; i < 65; i++) {
            many.subgraph("s" + i / 2, "type Query { n" + i + ": Int }");
        }

        // Then
        assertThat(many.problems())
                .contains("graph:1:1: has 65 subgraphs; 64 is the most")
                .contains("graph:1:1: has two subgraphs named \"s0\"; rename one of them");
    }

    private static List<String> problems(String sdl) {
        return FederatedGraphs.ofSubgraphs().subgraph("a", sdl).problems();
    }
}
