package io.weir.graph.action;

import static io.weir.graph.action.ActionSchemas.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import io.weir.graph.Graph;
import io.weir.graph.RootSource.EventsSubscribe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code @eventsSubscribe(awaits:)}. */
class AwaitedSystemsTest {

    private static final String SDL = """
            type Subscription {
              order: Order @eventsSubscribe(topic: "orders", awaits: %s)
            }
            type Order { id: ID! }
            """;

    @Test
    void shouldKnowWhatEventsWaitFor() {
        // When
        Graph graph = FederatedGraphs.of(SDL.formatted("[\"search\", \"mail\"]"))
                .systems("mail", "search")
                .build();

        // Then
        assertThat(((EventsSubscribe) graph.source("Subscription", "order")).awaits())
                .containsExactly("search", "mail");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ["serach"]        | "serach": consistency.systems of the configuration has no such system, only audit, mail, search, tags
            ["audit","audit"] | "audit": is given twice; keep one
            "search"          | "search": "Order:{{ args.id }}" of this system: an event has no {{ args.id }}: await a system whose templates take {{ response.FIELD }} of it
            """)
    void shouldSayWhatIsWrongWithThem(String systems, String problem) {
        assertThat(problems(SDL.formatted(systems))).contains("2:16: @eventsSubscribe(awaits:): " + problem);
    }

    @Test
    void shouldSayThatThereAreNoSystems() {
        assertThat(FederatedGraphs.of(SDL.formatted("[\"search\"]")).problems())
                .containsExactly("weir.graphql:2:16: @eventsSubscribe(awaits:): \"search\": consistency.systems of the"
                        + " configuration has no such system, only none at all");
    }
}
