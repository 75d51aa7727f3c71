package io.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import org.junit.jupiter.api.Test;

/** Keys: several, compound, nested, chained over several subgraphs, and those that may not be used. */
class KeyPlanTest {

    private final PlanFixture chained = new PlanFixture(FederatedGraphs.ofSubgraphs()
            .subgraph("a", PlanFixture.LINK + """
            type Query { u: U }
            type U @key(fields: "id") { id: ID! }
            """)
            .subgraph("b", PlanFixture.LINK + """
            type U @key(fields: "id") @key(fields: "email org { id }") { id: ID! email: String org: O }
            type O @shareable { id: ID! }
            """)
            .subgraph("c", PlanFixture.LINK + """
            type U @key(fields: "email org { id }") { email: String org: O name: String }
            type O @shareable { id: ID! }
            """));

    private final PlanFixture unresolvable = new PlanFixture(
            FederatedGraphs.ofSubgraphs().subgraph("a", PlanFixture.LINK + """
            type Query { u: U }
            type U @key(fields: "id") { id: ID! x: Int }
            """).subgraph("b", PlanFixture.LINK + """
            type Query { w: U }
            type U @key(fields: "id", resolvable: false) { id: ID! }
            """));

    private final PlanFixture several = new PlanFixture(
            FederatedGraphs.ofSubgraphs().subgraph("a", PlanFixture.LINK + """
            type Query { x: A y: A l: [N] }
            interface N { id: ID! }
            type A implements N @key(fields: "id") { id: ID! b: B }
            type B implements N @key(fields: "id") { id: ID! }
            """).subgraph("b", PlanFixture.LINK + """
            type A @key(fields: "id") { id: ID! n: Int }
            type B @key(fields: "id") { id: ID! n: Int }
            """));

    @Test
    void shouldGoThroughAnotherSubgraphForAKey() {
        assertThat(chained.text("{ u { name } }")).isEqualTo("""
                1 a
                  {u{id}}
                2 b after 1
                  at u U{id}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on U{email org{id}}}}
                3 c after 2
                  at u U{email org{id}}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on U{name}}}
                """);
    }

    @Test
    void shouldAskForAKeyFieldOnceOnly() {
        assertThat(chained.text("{ u { email name } }")).isEqualTo("""
                1 a
                  {u{id}}
                2 b after 1
                  at u U{id}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on U{email org{id}}}}
                3 c after 2
                  at u U{email org{id}}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on U{name}}}
                """);
    }

    @Test
    void shouldNotAskForEntitiesByAKeyThatIsNotResolvable() {
        assertThat(unresolvable.text("{ w { x } u { x id } }")).isEqualTo("""
                1 b
                  {w{id}}
                2 a
                  {u{x id}}
                3 a after 1
                  at w U{id}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on U{x}}}
                """);
    }

    @Test
    void shouldMakeEntityFetchesOfOneSubgraphOneRequest() {
        assertThat(several.text("{ x { n b { n } } y { n } }")).isEqualTo("""
                1 a
                  {x{b{id}id}y{id}}
                2 b after 1
                  at x A{id}
                  at x.b B{id}
                  at y A{id}
                  query($r0:[_Any!]!,$r1:[_Any!]!,$r2:[_Any!]!){_e0:_entities(representations:$r0){...on A{n}} _e1:_entities(representations:$r1){...on B{n}} _e2:_entities(representations:$r2){...on A{n}}}
                """);
    }

    @Test
    void shouldNameEntitiesOfSeveralTypesInOneList() {
        assertThat(several.text("{ l { id ... on A { n } ... on B { m: n } } }"))
                .isEqualTo("""
                1 a
                  {l{__typename id}}
                2 b after 1
                  at l A{id} B{id}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on A{n}...on B{n}}}
                """);
    }
}
