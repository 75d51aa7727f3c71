package io.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Plans beside the first of an operation. */
class PlanVariantsTest {

    private final PlanFixture graph = new PlanFixture(FederatedGraphs.of("""
            type Subscription { e: E @eventsSubscribe(topic: "e") }
            type E @key(fields: "id", resolvable: false) { id: ID! @external a: Int }
            """).subgraph("s", """
            type Query { a: Int b: Int }
            type E @key(fields: "id") { id: ID! a: Int }
            """));

    @Test
    void shouldGiveTheSamePlanForTheSameConditions() {
        String query = "query($a: Boolean!) { a @include(if: $a) b }";

        OperationPlan with = graph.plan(query, "{\"a\":true}");
        OperationPlan without = graph.plan(query, "{\"a\":false}");

        assertThat(PlanText.compact(with)).contains("{a b}");
        assertThat(PlanText.compact(without)).contains("{b}");
        assertThat(graph.plan(query, "{\"a\":true}")).isSameAs(with);
        assertThat(graph.plan("{ a }")).isSameAs(graph.plan("{ a }"));
    }

    @Test
    void shouldGiveTheSamePlanForValuesThatLackTheSame() {
        SourceFetch source = (SourceFetch)
                graph.plan("subscription { e { a } }").stages().get(0).nodes().get(0);

        PayloadPlan lacking = source.completion().of(Map.of("id", "1"));

        assertThat(lacking.fetches().empty()).isFalse();
        assertThat(source.completion().of(Map.of("id", "2"))).isSameAs(lacking);
        assertThat(source.completion().of(Map.of("id", "1", "a", 1)).fetches().empty())
                .isTrue();
    }

    @Test
    void shouldForgetWhatIsTooMuch() {
        VariantCache<Integer> cache = new VariantCache<>(10);

        IntStream.range(0, 100).forEach(i -> cache.put(i % 2 == 0 ? "even" : "odd", i, i));

        assertThat(IntStream.range(0, 100).filter(i -> cache.get(i % 2 == 0 ? "even" : "odd", i) != null))
                .hasSizeLessThanOrEqualTo(10)
                .isNotEmpty();
    }
}
