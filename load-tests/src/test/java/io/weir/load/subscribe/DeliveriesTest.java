package io.weir.load.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.load.Phase;
import io.weir.load.Schedule;
import io.weir.load.report.Latency;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

    private static final long START = 1_000_000;

    /** Ten events a second from number 100: 100, 102, 104 go to topic 0, 101 and 103 to topic 1. */
    private final Phase phase = new Phase(100, 5, 2, new Schedule(10, 1), START);

    /** Subscribers 0 and 2 listen to topic 0, subscriber 1 to topic 1. */
    private final Deliveries deliveries = new Deliveries(phase, 3);

    @Test
    void shouldExpectEveryEventAtEverySubscriberOfItsTopic() {
        assertThat(deliveries.expected()).isEqualTo(3 + 2 + 3);
    }

    @Test
    void shouldCountEachDeliveryOnce() {
        // When
        deliveries.onEvent(0, 100, START);
        deliveries.onEvent(0, 102, START);
        deliveries.onEvent(0, 102, START);
        deliveries.onEvent(2, 100, START);
        // Then
        assertThat(deliveries.delivered()).isEqualTo(3);
        assertThat(deliveries.duplicates()).isEqualTo(1);
        assertThat(deliveries.outOfOrder()).isZero();
    }

    @Test
    void shouldSeeAnEventThatComesAfterALaterOne() {
        // When
        deliveries.onEvent(0, 104, START);
        deliveries.onEvent(0, 100, START);
        deliveries.onEvent(0, 102, START);
        // Then
        assertThat(deliveries.outOfOrder()).isEqualTo(2);
        assertThat(deliveries.delivered()).isEqualTo(3);
    }

    @Test
    void shouldAskNoOrderOfDifferentPublishers() {
        // Given: events 100 and 102 come from one publisher, 101 from another
        Deliveries several = new Deliveries(new Phase(100, 3, 1, new Schedule(10, 1), START), 1, 2);
        // When
        several.onEvent(0, 102, START);
        several.onEvent(0, 101, START);
        several.onEvent(0, 100, START);
        // Then
        assertThat(several.delivered()).isEqualTo(3);
        assertThat(several.outOfOrder()).isEqualTo(1);
    }

    @Test
    void shouldSeeAnotherTopicsEventAndPassOverOtherPhases() {
        // When
        deliveries.onEvent(0, 101, START);
        deliveries.onEvent(0, 98, START);
        deliveries.onEvent(0, 106, START);
        // Then
        assertThat(deliveries.foreign()).isEqualTo(1);
        assertThat(deliveries.delivered()).isZero();
    }

    @Test
    void shouldMeasureFromTheIntendedTime() {
        // Given: event 102 is meant to leave 200 ms after the start
        deliveries.onEvent(0, 102, START + 205_000_000);
        // When
        Latency latency = Latency.of(deliveries.latencyMicros());
        // Then
        assertThat(latency.p50()).isBetween(5_000L, 5_010L);
        assertThat(latency.max()).isBetween(5_000L, 5_010L);
    }
}
