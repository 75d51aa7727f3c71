package io.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import org.junit.jupiter.api.Test;

/** {@code @requires}: required fields travel in the representation, however they were come by. */
class RequiresPlanTest {

    private final PlanFixture shipping = new PlanFixture(FederatedGraphs.ofSubgraphs()
            .subgraph("a", PlanFixture.LINK + """
            type Query { p: P }
            type P @key(fields: "id") { id: ID! size(unit: String): Int weight: Int }
            """)
            .subgraph("b", PlanFixture.LINK + """
            type P @key(fields: "id") {
              id: ID!
              size(unit: String): Int @external
              weight: Int @external
              ship: Int @requires(fields: "size(unit: \\"m\\") weight")
              other: Int @requires(fields: "size(unit: \\"ft\\")")
              stock: Int
            }
            """)
            .subgraph("c", PlanFixture.LINK + """
            type P @key(fields: "id") { id: ID! ship: Int @external total: Int @requires(fields: "ship") }
            """));

    private final PlanFixture nested = new PlanFixture(
            FederatedGraphs.ofSubgraphs().subgraph("a", PlanFixture.LINK + """
            type Query { p: P }
            type P @key(fields: "id") { id: ID! parts: [Part] }
            interface Part { id: ID! }
            type Screw implements Part { id: ID! mm: Int }
            type Plate implements Part { id: ID! area: Int }
            """).subgraph("b", PlanFixture.LINK + """
            type P @key(fields: "id") {
              id: ID!
              parts: [Part] @external
              cost: Int @requires(fields: "parts { id ... on Screw { mm } ... on Plate { area } }")
            }
            interface Part { id: ID! @external }
            type Screw implements Part { id: ID! @external mm: Int @external }
            type Plate implements Part { id: ID! @external area: Int @external }
            """));

    private final PlanFixture circular = new PlanFixture(
            FederatedGraphs.ofSubgraphs().subgraph("a", PlanFixture.LINK + """
            type Query { p: P }
            type P @key(fields: "id") { id: ID! a1: Int a2: Int @requires(fields: "b1") b1: Int @external }
            """).subgraph("b", PlanFixture.LINK + """
            type P @key(fields: "id") { id: ID! b1: Int @requires(fields: "a1") a1: Int @external b2: Int @requires(fields: "a2") a2: Int @external }
            """));

    @Test
    void shouldSendRequiredFieldsWithTheKey() {
        assertThat(shipping.text("{ p { ship stock } }")).isEqualTo("""
                1 a
                  {p{id size_1c41awwengtq8:size(unit:"m")weight}}
                2 b after 1
                  at p P{id size=size_1c41awwengtq8? weight?}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on P{ship stock}}}
                """);
    }

    @Test
    void shouldKeepEqualFieldsWithOtherArgumentsApart() {
        assertThat(shipping.text("{ p { size(unit: \"cm\") ship other } }")).isEqualTo("""
                1 a
                  {p{size_36wfhs9mw0pdw:size(unit:"cm")id size_1c41awwengtq8:size(unit:"m")weight size_obmgpprrn3no:size(unit:"ft")}}
                2 b after 1
                  at p P{id size=size_1c41awwengtq8? weight?}
                  at p P{id size=size_obmgpprrn3no?}
                  query($r0:[_Any!]!,$r1:[_Any!]!){_e0:_entities(representations:$r0){...on P{ship}} _e1:_entities(representations:$r1){...on P{other}}}
                """);
    }

    @Test
    void shouldFollowAChain() {
        assertThat(shipping.text("{ p { total stock } }")).isEqualTo("""
                1 a
                  {p{id size_1c41awwengtq8:size(unit:"m")weight}}
                2 b after 1
                  at p P{id size=size_1c41awwengtq8? weight?}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on P{ship stock}}}
                3 c after 2
                  at p P{id ship?}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on P{total}}}
                """);
    }

    @Test
    void shouldNotDependOnTheOrderOfTheSelection() {
        assertThat(shipping.text("{ p { stock total ship } }")).isEqualTo("""
                1 a
                  {p{id size_1c41awwengtq8:size(unit:"m")weight}}
                2 b after 1
                  at p P{id size=size_1c41awwengtq8? weight?}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on P{ship stock}}}
                3 c after 2
                  at p P{id ship?}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on P{total}}}
                """);
    }

    @Test
    void shouldNarrowRequiredFieldsByType() {
        assertThat(nested.text("{ p { cost } }")).isEqualTo("""
                1 a
                  {p{id parts{__typename id...on Plate{area}...on Screw{mm}}}}
                2 b after 1
                  at p P{id parts?{id? on Plate area? on Screw mm?}}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on P{cost}}}
                """);
    }

    @Test
    void shouldGoToAndFroBetweenTwoSubgraphs() {
        assertThat(circular.text("{ p { b2 } }")).isEqualTo("""
                1 a
                  {p{id a1}}
                2 b after 1
                  at p P{id a1?}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on P{b1}}}
                3 a after 2
                  at p P{id b1?}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on P{a2}}}
                4 b after 3
                  at p P{id a2?}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on P{b2}}}
                """);
    }
}
