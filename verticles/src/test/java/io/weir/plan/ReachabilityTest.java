package io.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.config.Problem;
import io.weir.graph.FederatedGraphs;
import io.weir.plan.routing.Reachability;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fields that no plan can fetch are found before anyone asks for them; fields that a plan can fetch never are. */
class ReachabilityTest {

    private static List<String> problems(FederatedGraphs graphs) {
        return Reachability.problems(graphs.build()).stream()
                .map(Problem::toString)
                .toList();
    }

    @Test
    void shouldNameTheFieldTheWayAndWhoHasIt() {
        // given
        FederatedGraphs graphs = FederatedGraphs.ofSubgraphs()
                .subgraph("a", "type Query { v: V }\ntype V { x: Int }")
                .subgraph("b", "type Query { q: V }\ntype V {\n  x: Int\n  z: Int\n}");

        // then
        assertThat(problems(graphs))
                .containsExactly("b.graphql:4:3: at Query.v, V.z cannot be fetched here: \"b\" has it, but takes no key"
                        + " of V; the object is read from \"a\"; add a key that both have");
    }

    @Test
    void shouldFindAKeyThatNobodyCanGive() {
        // given
        FederatedGraphs graphs = FederatedGraphs.ofSubgraphs()
                .subgraph("a", "type Query { u: U }\ntype U @key(fields: \"id\") { id: ID! }")
                .subgraph("b", "type U @key(fields: \"email\") { email: String name: String }");

        // then
        assertThat(problems(graphs)).hasSize(2).allMatch(problem -> problem.contains("for the key \"email\""));
    }

    @Test
    void shouldNotBlameValuesThatCanBeReachedThroughTheirParents() {
        // given
        FederatedGraphs graphs = FederatedGraphs.ofSubgraphs()
                .subgraph("a", "type Query { v: V }\ntype V { x: Int }")
                .subgraph("b", "type Query { v: V }\ntype V { z: Int }");

        // then
        assertThat(problems(graphs)).isEmpty();
    }

    @Test
    void shouldNotBlameASubgraphThatGivesQueryBack() {
        // given
        FederatedGraphs graphs = FederatedGraphs.ofSubgraphs()
                .subgraph("a", "type Query { relay: Query x: Int }")
                .subgraph("b", "type Query { y: Int }");

        // then
        assertThat(problems(graphs)).isEmpty();
    }
}
