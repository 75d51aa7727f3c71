package io.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import org.junit.jupiter.api.Test;

/** Mutations: in series, each with all that follows from it. */
class MutationPlanTest {

    private final PlanFixture graph = new PlanFixture(
            FederatedGraphs.ofSubgraphs().subgraph("a", PlanFixture.LINK + """
            type Query { x: Int }
            type Mutation { add(n: Int): U inc: Int }
            type U @key(fields: "id") { id: ID! a: Int v: V }
            type V @shareable { x: Int }
            """).subgraph("b", PlanFixture.LINK + """
            type Mutation { sub: Int }
            type U @key(fields: "id") { id: ID! b: Int v2: V }
            type V @shareable { x: Int y: Int }
            """));

    @Test
    void shouldRunEqualFieldsEach() {
        assertThat(graph.text("mutation { a: add(n: 1) { a } b: add(n: 1) { a } }"))
                .isEqualTo("""
                1 a
                  mutation{a:add(n:1){a}b:add(n:1){a}}
                """);
    }

    @Test
    void shouldFinishAFieldBeforeTheNext() {
        assertThat(graph.text("mutation { a: add(n: 1) { b } c: inc }")).isEqualTo("""
                stage 1
                  1 a
                    mutation{a:add(n:1){id}}
                  2 b after 1
                    at a U{id}
                    query($representations:[_Any!]!){_entities(representations:$representations){...on U{b}}}
                stage 2
                  1 a
                    mutation{c:inc}
                """);
    }

    @Test
    void shouldMakeNeighboursOneRequest() {
        assertThat(graph.text("mutation { c: inc d: inc e: sub f: inc }")).isEqualTo("""
                stage 1
                  1 a
                    mutation{c:inc d:inc}
                stage 2
                  1 b
                    mutation{e:sub}
                stage 3
                  1 a
                    mutation{f:inc}
                """);
    }
}
