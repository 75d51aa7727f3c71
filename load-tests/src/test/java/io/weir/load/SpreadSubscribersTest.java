package io.weir.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.load.publish.EventPayload;
import io.weir.load.publish.HttpPublisher;
import io.weir.load.publish.OpenLoop;
import io.weir.load.subscribe.Deliveries;
import io.weir.load.subscribe.Subscribers;
import io.weir.load.subscribe.TopicSubscribers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadSubscribersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SILENCE = Duration.ofMillis(300);
    private static final int BYTES = 200;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldSpreadTheSubscribersOfATopicOverServers(int topics) throws Exception {
        try (StandInServer first = new StandInServer(List::of);
                StandInServer second = new StandInServer(List::of);
                Subscribers subscribers = new Subscribers(
                        List.of(first.address(), second.address()),
                        "/graphql",
                        4,
                        topics,
                        topic -> "{ seq(%d) }".formatted(topic));
                HttpPublisher publisher = publisher(first, topics)) {
            // Given
            subscribers.open(PATIENCE);
            Phase phase = phase(topics, 10);
            subscribers.expect(phase);
            // When: only one server has events
            loop(publisher).run(phase);
            // Then: it has half of each topic's subscribers
            Deliveries deliveries = subscribers.await(SILENCE);
            assertThat(deliveries.delivered()).isEqualTo(deliveries.expected() / 2);
            assertThat(subscribers.failures()).isZero();
        }
    }

    @Test
    void shouldHaveASubscriberForEachTopicOnFewSockets() throws Exception {
        int topics = 1_000;
        try (StandInServer server = new StandInServer(List::of);
                TopicSubscribers subscribers = new TopicSubscribers(List.of(server.address()), "{ reading }", topics);
                HttpPublisher publisher = publisher(server, topics)) {
            // Given
            subscribers.open(PATIENCE);
            Phase phase = phase(topics, topics);
            subscribers.expect(phase);
            // When
            loop(publisher).run(phase);
            // Then
            Deliveries deliveries = subscribers.await(PATIENCE);
            assertThat(deliveries.delivered()).isEqualTo(topics);
            assertThat(deliveries.duplicates() + deliveries.foreign()).isZero();
            assertThat(subscribers.firstFailure()).isNull();
        }
    }

    @Test
    void shouldTellWhatAServerAnswersThatIsNoEvent() throws Exception {
        // Given: an event without a number
        try (StandInServer server = new StandInServer(event -> List.of("{\"text\":\"broken\"}"));
                TopicSubscribers subscribers = new TopicSubscribers(List.of(server.address()), "{ reading }", 8);
                HttpPublisher publisher = publisher(server, 8)) {
            subscribers.open(PATIENCE);
            Phase phase = phase(8, 8);
            subscribers.expect(phase);
            // When
            loop(publisher).run(phase);
            // Then
            assertThat(subscribers.await(SILENCE).delivered()).isZero();
            assertThat(subscribers.firstFailure()).contains("broken");
        }
    }

    private static Phase phase(int topics, int events) {
        return new Phase(EventPayload.firstSequence(), events, topics, new Schedule(1_000_000, 1), System.nanoTime());
    }

    private static HttpPublisher publisher(StandInServer server, int topics) throws Exception {
        return new HttpPublisher(server.address(), topics, BYTES);
    }

    private static OpenLoop loop(HttpPublisher publisher) {
        return new OpenLoop(publisher, new EventPayload(BYTES));
    }
}
