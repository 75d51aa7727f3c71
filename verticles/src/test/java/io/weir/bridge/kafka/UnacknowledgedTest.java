package io.weir.bridge.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class UnacknowledgedTest {

    private static final TopicPartition A = new TopicPartition("t", 0);
    private static final TopicPartition B = new TopicPartition("t", 1);

    private final Unacknowledged unacknowledged = new Unacknowledged();

    @Test
    void shouldGoOnBehindWhatIsStoredAndNotBehindWhatIsRead() {
        // Given
        unacknowledged.add(A, 10);
        unacknowledged.add(B, 20);
        long last = unacknowledged.add(A, 11);
        unacknowledged.add(B, 21);

        // When
        unacknowledged.acknowledge(last);

        // Then
        assertThat(unacknowledged.size()).isEqualTo(1);
        assertThat(unacknowledged.take(Set.of(A, B))).isEqualTo(Map.of(A, 12L, B, 21L));
    }

    @Test
    void shouldSayOnceWhatKafkaHasToKnow() {
        // Given
        unacknowledged.acknowledge(unacknowledged.add(A, 10));
        unacknowledged.at(B, 5);

        // Then
        assertThat(unacknowledged.take(Set.of(A))).isEqualTo(Map.of(A, 11L));
        assertThat(unacknowledged.take(Set.of(A, B))).isEqualTo(Map.of(B, 5L));
        assertThat(unacknowledged.take(Set.of(A, B))).isEmpty();
    }

    /** Whoever has it now may be further on: what is stored late must not lead it back. */
    @Test
    void shouldSayNothingOfPartitionsThatAreAnothers() {
        // Given
        unacknowledged.acknowledge(unacknowledged.add(A, 10));
        long late = unacknowledged.add(A, 11);
        long own = unacknowledged.add(B, 20);

        // When
        unacknowledged.forget(List.of(A));
        unacknowledged.acknowledge(late);
        unacknowledged.acknowledge(own);

        // Then
        assertThat(unacknowledged.take(Set.of(A, B))).isEqualTo(Map.of(B, 21L));
        assertThat(unacknowledged.size()).isZero();
    }
}
