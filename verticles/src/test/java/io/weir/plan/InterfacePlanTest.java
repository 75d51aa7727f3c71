package io.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import org.junit.jupiter.api.Test;

/** Interfaces and unions: interface objects, types that some subgraphs do not know, one response key with unlike types. */
class InterfacePlanTest {

    private final PlanFixture media = new PlanFixture(FederatedGraphs.ofSubgraphs()
            .subgraph("a", PlanFixture.LINK + """
            type Query { ms: [M] }
            interface M @key(fields: "id") { id: ID! t: String }
            type B implements M @key(fields: "id") { id: ID! t: String pages: Int }
            type F implements M @key(fields: "id") { id: ID! t: String mins: Int }
            """)
            .subgraph("b", PlanFixture.LINK + """
            type Query { top: [M] }
            type M @key(fields: "id") @interfaceObject { id: ID! stars: Int }
            """)
            .subgraph("c", PlanFixture.LINK + """
            type M @key(fields: "id") @interfaceObject { id: ID! views: Int }
            """));

    private final PlanFixture unions = new PlanFixture(
            FederatedGraphs.ofSubgraphs().subgraph("a", PlanFixture.LINK + """
            type Query { s: [S] }
            union S = X | Y
            type X @key(fields: "id") { id: ID! n: Int }
            type Y @key(fields: "id") { id: ID! n: Int! }
            """).subgraph("b", PlanFixture.LINK + """
            union S = X | Z
            type Query { t: [S] }
            type X @key(fields: "id") { id: ID! e: String }
            type Y @key(fields: "id") { id: ID! e: String! }
            type Z { n: Int }
            """));

    @Test
    void shouldAskInterfaceObjectsOfTypedObjects() {
        assertThat(media.text("{ ms { id stars } }")).isEqualTo("""
                1 a
                  {ms{__typename id}}
                2 b after 1
                  at ms B|F as M{id}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on M{stars}}}
                """);
    }

    @Test
    void shouldNotLearnTypesThatNobodyAskedFor() {
        assertThat(media.text("{ top { id stars } }")).isEqualTo("""
                1 b
                  {top{id stars}}
                """);
    }

    @Test
    void shouldHopBetweenInterfaceObjects() {
        assertThat(media.text("{ top { stars views } }")).isEqualTo("""
                1 b
                  {top{stars id}}
                2 c after 1
                  at top M{id}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on M{views}}}
                """);
    }

    @Test
    void shouldLearnTheTypesFirst() {
        assertThat(media.text("{ top { id ... on B { pages } } }")).isEqualTo("""
                1 b
                  {top{id}}
                2 a after 1
                  at top M{id}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on M{__typename...on B{pages}}}}
                """);
    }

    @Test
    void shouldLearnTheTypesWhenTheirNamesAreSelected() {
        assertThat(media.text("{ top { __typename stars } }")).isEqualTo("""
                1 b
                  {top{id stars}}
                2 a after 1
                  at top M{id}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on M{__typename}}}
                """);
    }

    @Test
    void shouldTellTypesApartBeforeGoingOn() {
        assertThat(media.text("{ top { ... on B { views } } }")).isEqualTo("""
                1 b
                  {top{id}}
                2 a after 1
                  at top M{id}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on M{__typename}}}
                3 c after 2
                  at top B as M{id}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on M{views}}}
                """);
    }

    @Test
    void shouldAskAnInterfaceObjectForOneTypeOnly() {
        assertThat(media.text("{ ms { ... on F { mins stars } } }")).isEqualTo("""
                1 a
                  {ms{__typename...on F{mins id}}}
                2 b after 1
                  at ms F as M{id}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on M{stars}}}
                """);
    }

    @Test
    void shouldRenameFieldsOfUnlikeTypes() {
        assertThat(unions.text("{ s { ... on X { n e } ... on Y { n2: n e2: e } } }"))
                .isEqualTo("""
                1 a
                  renamed s{n__Y>n}
                  {s{__typename...on X{n id}...on Y{n__Y:n id}}}
                2 b after 1
                  at s X{id} Y{id}
                  renamed e__Y>e
                  query($representations:[_Any!]!){_entities(representations:$representations){...on X{e}...on Y{e__Y:e}}}
                """);
    }

    @Test
    void shouldAskOnlyForMembersThatTheSubgraphKnows() {
        assertThat(unions.text("{ s { ... on X { n } ... on Z { m: n } } t { ... on Y { n2: n } ... on Z { n } } }"))
                .isEqualTo("""
                1 a
                  {s{__typename...on X{n}}}
                2 b
                  {t{__typename...on Z{n}}}
                """);
    }

    @Test
    void shouldNameTheTypesOfUnions() {
        assertThat(unions.text("{ s { __typename } }")).isEqualTo("""
                1 a
                  {s{__typename}}
                """);
    }

    @Test
    void shouldReadAnInterfaceWithoutImplementationsThroughInterfaceObjects() {
        PlanFixture empty = new PlanFixture(FederatedGraphs.ofSubgraphs()
                .subgraph("a", PlanFixture.LINK + "type Query { x: Int }\ninterface M @key(fields: \"id\") { id: ID! }")
                .subgraph("b", PlanFixture.LINK + """
                        type Query { top: [M] }
                        type M @key(fields: "id") @interfaceObject { id: ID! stars: Int }
                        """)
                .subgraph("c", PlanFixture.LINK + """
                        type M @key(fields: "id") @interfaceObject { id: ID! views: Int }
                        """));

        assertThat(empty.text("{ top { stars views } }")).isEqualTo("""
                1 b
                  {top{stars id}}
                2 c after 1
                  at top M{id}
                  query($representations:[_Any!]!){_entities(representations:$representations){...on M{views}}}
                """);
    }
}
