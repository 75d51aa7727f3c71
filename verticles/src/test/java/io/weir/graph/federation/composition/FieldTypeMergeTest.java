package io.weir.graph.federation.composition;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import org.junit.jupiter.api.Test;

class FieldTypeMergeTest {

    @Test
    void shouldTakeTheWidestTypeOfAResult() {
        // When
        String sdl = FederatedGraphs.ofSubgraphs()
                .subgraph("a", Fed2.sdl("""
                        type Query { t: T @shareable n: Node @shareable }
                        type T implements Node @shareable { id: ID! name: String! tags: [String!]! grid: [[Int!]!]! }
                        interface Node { id: ID! }
                        """))
                .subgraph("b", Fed2.sdl("""
                        type Query { t: T @shareable n: T @shareable }
                        type T @shareable { id: ID! name: String tags: [String]! grid: [[Int]!] }
                        """))
                .build()
                .sdl();

        // Then
        assertThat(sdl).contains("id: ID!", "name: String\n", "tags: [String]!", "grid: [[Int]!]\n", "n: Node");
    }

    @Test
    void shouldNameBothPlacesOfTypesThatDoNotFit() {
        assertThat(FederatedGraphs.ofSubgraphs()
                        .subgraph("a", Fed2.sdl("type Query { t: T }\ntype T @shareable { n: Int }"))
                        .subgraph("b", Fed2.sdl("type T @shareable { n: [Int] }"))
                        .problems())
                .containsExactly(
                        "a.graphql:3:21: T.n is Int in a and [Int] in b; give both one type; also b.graphql:2:21");
    }

    @Test
    void shouldNameBothPlacesOfKindsThatDoNotFit() {
        assertThat(FederatedGraphs.ofSubgraphs()
                        .subgraph("a", Fed2.sdl("type Query { t: T }\ntype T @shareable { n: Int }"))
                        .subgraph("b", Fed2.sdl("enum T { N }"))
                        .problems())
                .containsExactly("a.graphql:3:1: T is an object type in a and an enum in b; rename one of them; also"
                        + " b.graphql:2:1");
    }

    @Test
    void shouldTakeTheArgumentsThatAllKnow() {
        // When
        String sdl = FederatedGraphs.ofSubgraphs()
                .subgraph("a", Fed2.sdl("type Query { t(a: Int, b: Int = 1, c: Int = 2): Int @shareable }"))
                .subgraph("b", Fed2.sdl("type Query { t(a: Int!, b: Int = 1, d: Int): Int @shareable }"))
                .build()
                .sdl();

        // Then
        assertThat(sdl).contains("t(a: Int!, b: Int = 1): Int");
    }

    @Test
    void shouldRefuseARequiredArgumentThatOthersDoNotKnow() {
        assertThat(FederatedGraphs.ofSubgraphs()
                        .subgraph("a", Fed2.sdl("type Query { t(a: Int!): Int @shareable }"))
                        .subgraph("b", Fed2.sdl("type Query { t: Int @shareable }"))
                        .problems())
                .singleElement()
                .asString()
                .startsWith("a.graphql:2:16: the argument Query.t(a:) is required in a and missing elsewhere")
                .contains("b.graphql:2:14");
    }

    @Test
    void shouldRefuseDefaultValuesThatDiffer() {
        assertThat(FederatedGraphs.ofSubgraphs()
                        .subgraph("a", Fed2.sdl("type Query { t(a: Int = 1): Int @shareable }"))
                        .subgraph("b", Fed2.sdl("type Query { t(a: Int = 2): Int @shareable }"))
                        .problems())
                .containsExactly(
                        "a.graphql:2:16: the argument Query.t(a:) has the default value 1 here and 2 in b; give"
                                + " both one; also b.graphql:2:16");
    }

    @Test
    void shouldTakeTheInputFieldsThatAllKnow() {
        // When
        String sdl = FederatedGraphs.ofSubgraphs()
                .subgraph("a", Fed2.sdl("type Query { a(i: I): Int }\ninput I { x: Int y: Int }"))
                .subgraph("b", Fed2.sdl("type Query { b(i: I): Int }\ninput I { x: Int! z: Int }"))
                .build()
                .sdl();

        // Then
        assertThat(sdl).contains("input I {\n  x: Int!\n}");
    }

    @Test
    void shouldRefuseAnInputTypeOfWhichNothingIsLeft() {
        assertThat(FederatedGraphs.ofSubgraphs()
                        .subgraph("a", Fed2.sdl("type Query { a(i: I): Int }\ninput I { x: Int }"))
                        .subgraph("b", Fed2.sdl("type Query { b(i: I): Int }\ninput I { z: Int }"))
                        .problems())
                .containsExactly("a.graphql:3:1: the input type I has no field that all of its subgraphs have; also"
                        + " b.graphql:3:1");
    }

    @Test
    void shouldTakeTheDescriptionThatMostHave() {
        // When
        String sdl = FederatedGraphs.ofSubgraphs()
                .subgraph("a", Fed2.sdl("type Query { a: T }\n\"one\"\ntype T @shareable { n: Int }"))
                .subgraph("b", Fed2.sdl("\"the other\"\ntype T @shareable { n: Int }"))
                .subgraph("c", Fed2.sdl("\"one\"\ntype T @shareable { n: Int @deprecated(reason: \"old\") }"))
                .build()
                .sdl();

        // Then
        assertThat(sdl).contains("\"one\"\ntype T").contains("n: Int @deprecated(reason : \"old\")");
    }

    @Test
    void shouldJoinUnionsAndInterfaces() {
        // When
        String sdl = FederatedGraphs.ofSubgraphs()
                .subgraph("a", Fed2.sdl("""
                        type Query { u: U @shareable }
                        union U = A | B
                        type A { a: Int }
                        type B @shareable { b: Int }
                        """))
                .subgraph("b", Fed2.sdl("""
                        type Query { u: U @shareable }
                        union U = B | C
                        type B implements N @shareable { b: Int }
                        type C { c: Int }
                        interface N { b: Int }
                        """))
                .build()
                .sdl();

        // Then
        assertThat(sdl).contains("union U = A | B | C", "type B implements N");
    }

    @Test
    void shouldRefuseAnImplementationWithoutAFieldOfItsInterface() {
        assertThat(FederatedGraphs.ofSubgraphs()
                        .subgraph("a", Fed2.sdl("""
                                type Query { n: N }
                                interface N { id: ID }
                                type A implements N { id: ID }
                                """))
                        .subgraph("b", Fed2.sdl("interface N { name: String }"))
                        .problems())
                .containsExactly("a.graphql:4:1: A implements N, whose field \"name\" no subgraph gives it; add the"
                        + " field; also b.graphql:2:15");
    }
}
