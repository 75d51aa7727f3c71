package io.weir.load.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.load.Phase;
import io.weir.load.Schedule;
import io.weir.load.subscribe.ByteScan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

    private final List<String> published = new ArrayList<>();
    private final EventPublisher publisher = new EventPublisher() {
        @Override
        public void publish(int topic, byte[] payload) {
            published.add(topic + ":" + (ByteScan.sequence(payload, 0, payload.length) - EventPayload.firstSequence()));
        }

        @Override
        public void flush() {
            published.add("flush");
        }

        @Override
        public long refused() {
            return 0;
        }

        @Override
        public void close() {}
    };

    @Test
    void shouldCatchUpAtOnceWithWhatIsLate() {
        // Given: a schedule that ended long ago
        long longAgo = System.nanoTime() - 60_000_000_000L;
        Phase phase = new Phase(EventPayload.firstSequence(), 4, 2, new Schedule(1, 1), longAgo);
        // When
        new OpenLoop(publisher, new EventPayload(200)).run(phase);
        // Then
        assertThat(published).containsExactly("0:0", "1:1", "0:2", "1:3", "flush");
    }

    @Test
    void shouldLeaveNoEventOutAndFlushABurstTogether() {
        // Given
        Phase phase = new Phase(EventPayload.firstSequence(), 40, 1, new Schedule(2000, 20), System.nanoTime());
        // When
        new OpenLoop(publisher, new EventPayload(200)).run(phase);
        // Then
        assertThat(published.stream().filter(entry -> !entry.equals("flush")))
                .containsExactlyElementsOf(
                        IntStream.range(0, 40).mapToObj(i -> "0:" + i).toList());
        assertThat(published.indexOf("flush")).isIn(20, 40);
    }
}
