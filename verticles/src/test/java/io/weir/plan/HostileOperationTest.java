package io.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Operations within the limits of their text, over an interface of two hundred types that leads to itself: planned with
 * work that does not multiply by the types on each level, or refused. The timeout only ends a test that would never end.
 */
@Timeout(60)
class HostileOperationTest {

    private static final int TYPES = 200;

    private final PlanFixture graph = new PlanFixture(FederatedGraphs.ofSubgraphs()
            .subgraph("a", PlanFixture.LINK + """
                    type Query { nodes: [Node] }
                    interface Node { id: ID! node(n: Int): Node nodes: [Node] }
                    """ + repeat(TYPES, t -> """
                    type T%d implements Node @key(fields: "id") { id: ID! node(n: Int): Node nodes: [Node] }
                    """.formatted(t)))
            .subgraph(
                    "b",
                    PlanFixture.LINK
                            + repeat(TYPES, t -> "type T%d @key(fields: \"id\") { id: ID! far: Int }".formatted(t))));

    private static String repeat(int times, IntFunction<String> text) {
        return IntStream.range(0, times).mapToObj(text).collect(Collectors.joining(" "));
    }

    @Test
    void shouldPlanEqualSelectionsOnEachLevelOnce() {
        assertThat(graph.text("{nodes{" + "nodes{".repeat(10) + "id" + "}".repeat(12)))
                .isEqualTo("""
                1 a
                  {nodes{__typename %sid%s}}
                """.formatted("nodes{__typename ".repeat(10), "}".repeat(10)));
    }

    @Test
    void shouldRefuseBranchesByTypeOnEachLevel() {
        String below = repeat(20, t -> "... on T%d { nodes { ... on T%d { far } } }".formatted(t, t + 1));
        String query = "{ nodes { " + repeat(20, t -> "... on T%d { nodes { %s } }".formatted(t, below)) + " } }";

        assertThat(graph.refusal(query).code()).isEqualTo(RequestError.TOO_COMPLEX);
    }
}
