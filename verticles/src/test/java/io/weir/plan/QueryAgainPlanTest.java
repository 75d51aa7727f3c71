package io.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import org.junit.jupiter.api.Test;

/** Fields that lead back to the root of queries: the subgraph that gives them answers below, and no other is asked. */
class QueryAgainPlanTest {

    private final PlanFixture graph =
            new PlanFixture(FederatedGraphs.of("""
            type Query { told: Told @eventsRequest(topic: "told") }
            type Told { text: String }
            """).subgraph("a", """
            type Query { x: Int relay: Query }
            type Mutation { save: SaveResult }
            type SaveResult { query: Query! }
            """).subgraph("b", "type Query { y: Int }"));

    @Test
    void shouldReadTheFieldsOfTheSameSubgraph() {
        assertThat(graph.text("mutation { save { query { x relay { x } } } }")).isEqualTo("""
                1 a
                  mutation{save{query{x relay{x}}}}
                """);
    }

    @Test
    void shouldRefuseFieldsOfOtherSubgraphs() {
        assertThat(graph.refusal("mutation { save { query { x y } } }"))
                .isEqualTo(RequestError.of(
                        "Query.y cannot be fetched at save.query: that Query comes from \"a\", and the field from \"b\";"
                                + " select it at the root of a query",
                        RequestError.NOT_REACHABLE));
    }

    @Test
    void shouldRefuseFieldsOfOwnSources() {
        assertThat(graph.refusal("{ relay { told { text } } }").message())
                .isEqualTo("Query.told cannot be fetched at relay: that Query comes from \"a\", and the field from a"
                        + " source of Weir's own; select it at the root of a query");
    }
}
