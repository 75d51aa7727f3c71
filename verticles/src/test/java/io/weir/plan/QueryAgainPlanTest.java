package io.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import org.junit.jupiter.api.Test;

/**
 * Fields that lead back to the root of queries: the subgraph that gives them answers below as far as it can, and all else
 * is asked by one more query.
 */
class QueryAgainPlanTest {

    private final PlanFixture graph =
            new PlanFixture(FederatedGraphs.of("""
            type Query { told(by: Int): Told @eventsRequest(topic: "told.{{ args.by }}") }
            type Told @key(fields: "id", resolvable: false) { id: ID! text: String }
            """).subgraph("a", """
            type Query { x: Int relay: Query }
            type Mutation { save: SaveResult }
            type SaveResult { query: Query! }
            """).subgraph("b", """
            type Query { y: Int z(n: Int): Z }
            type Z @key(fields: "id") { id: ID! again: Query }
            type Told @key(fields: "id") { id: ID! more: Int }
            """));

    @Test
    void shouldReadTheFieldsOfTheSameSubgraph() {
        assertThat(graph.text("mutation { save { query { x relay { x } } } }")).isEqualTo("""
                1 a
                  mutation{save{query{x relay{x}}}}
                """);
    }

    @Test
    void shouldAskOtherSubgraphsByOneQuery() {
        assertThat(graph.text("mutation { save { query { x y z(n: 2) { id } } } }"))
                .isEqualTo("""
                1 a
                  mutation{save{query{x}}}
                2 query after 1
                  at save.query
                    1 b
                      {y z_3rrx3t8nfkyff:z(n:2){id}}
                """);
    }

    @Test
    void shouldAskOwnSourcesAndCompleteThem() {
        assertThat(graph.text("{ relay { told(by: 1) { text more } } }")).isEqualTo("""
                1 a
                  {relay{__typename}}
                2 query after 1
                  at relay
                    1 reply from "told.{{ args.by }}" for told
                      takes Told{text id}
                      1 b
                        at told_s4yjlsok0gks Told{id}
                        query($representations:[_Any!]!){_entities(representations:$representations){...on Told{more}}}
                """);
    }

    @Test
    void shouldAskAgainAndAgain() {
        assertThat(graph.text("{ relay { z { again { x } } } }")).isEqualTo("""
                1 a
                  {relay{__typename}}
                2 query after 1
                  at relay
                    1 b
                      {z{again{__typename}}}
                    2 query after 1
                      at z.again
                        1 a
                          {x}
                """);
    }

    @Test
    void shouldRefuseIntrospectionThere() {
        assertThat(graph.refusal("{ relay { ...r } } fragment r on Query { __schema { queryType { name } } }"))
                .isEqualTo(RequestError.of(
                        "__schema and __type can be selected at the root of a query only", RequestError.NOT_REACHABLE));
    }
}
