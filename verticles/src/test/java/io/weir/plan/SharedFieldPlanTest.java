package io.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import org.junit.jupiter.api.Test;

/** Fields that several subgraphs have: root fields, value types, and values reached again through their parents. */
class SharedFieldPlanTest {

    private final PlanFixture graph = new PlanFixture(
            FederatedGraphs.ofSubgraphs().subgraph("a", PlanFixture.LINK + """
            type Query { v: V @shareable one: Int p: P }
            type V @shareable { x: Int y: W a: Int }
            type W @shareable { m: Int }
            type P @key(fields: "id") { id: ID! v: V @shareable }
            """).subgraph("b", PlanFixture.LINK + """
            type Query { v: V @shareable two: Int }
            type V @shareable { x: Int z: Int y: W }
            type W @shareable { n: Int m: Int }
            type P @key(fields: "id") { id: ID! v: V @shareable }
            """));

    private final PlanFixture partly = new PlanFixture(
            FederatedGraphs.ofSubgraphs().subgraph("a", PlanFixture.LINK + """
            type Query { v: V }
            type V @shareable { x: Int }
            """).subgraph("b", PlanFixture.LINK + """
            type Query { q: V @shareable }
            type V @shareable { x: Int z: Int }
            """));

    @Test
    void shouldSplitRootFields() {
        assertThat(graph.text("{ v { x } one two }")).isEqualTo("""
                1 a
                  {one v{x}}
                2 b
                  {two}
                """);
    }

    @Test
    void shouldAskTheSubgraphThatHasAll() {
        assertThat(graph.text("{ v { x z } }")).isEqualTo("""
                1 b
                  {v{x z}}
                """);
    }

    @Test
    void shouldAskBothForAValueThatNeitherHasWhole() {
        assertThat(graph.text("{ v { a z } }")).isEqualTo("""
                1 a
                  {v{a}}
                2 b
                  {v{z}}
                """);
    }

    @Test
    void shouldAskForAValueAgainThroughItsParent() {
        assertThat(graph.text("{ p { v { a z y { m n } } } }")).isEqualTo("""
                1 a
                  {p{id v{a}}}
                2 b after 1
                  at p P{id}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on P{v{z y{m n}}}}}
                """);
    }

    @Test
    void shouldAskWhomItAsksAnyway() {
        assertThat(graph.text("{ two v { x } }")).isEqualTo("""
                1 b
                  {two v{x}}
                """);
    }

    @Test
    void shouldRefuseWhatNoOneCanAnswer() {
        // when
        RequestError refusal = partly.refusal("{ v { z } }");

        // then
        assertThat(refusal.code()).isEqualTo("FIELD_NOT_REACHABLE");
        assertThat(refusal.message())
                .isEqualTo(
                        "V.z cannot be fetched here: \"b\" has it, but takes no key of V; the object is read from \"a\"");
    }
}
