package io.weir.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class TickFlushTest {

    private final Queue<Runnable> eventLoop = new ArrayDeque<>();
    private final TickFlush flush = new TickFlush(eventLoop::add);
    private final List<String> done = new ArrayList<>();

    @Test
    void shouldFlushAllSocketsInOneTaskBehindWhatIsQueued() {
        // Given: two results are queued; the first asks for two flushes, the second for one
        eventLoop.add(() -> {
            done.add("first");
            flush.atEndOfTick(() -> done.add("flush a"));
            flush.atEndOfTick(() -> done.add("flush b"));
        });
        eventLoop.add(() -> {
            done.add("second");
            flush.atEndOfTick(() -> done.add("flush c"));
        });

        // When
        run(3);

        // Then
        assertThat(done).containsExactly("first", "second", "flush a", "flush b", "flush c");
        assertThat(eventLoop).isEmpty();
    }

    @Test
    void shouldFlushTheOthersWhenOneFails() {
        // Given
        flush.atEndOfTick(() -> {
            throw new IllegalStateException("on purpose");
        });
        flush.atEndOfTick(() -> done.add("flush b"));

        // When
        run(1);

        // Then
        assertThat(done).containsExactly("flush b");
    }

    @Test
    void shouldFlushInTheNextTickWhatWasWrittenDuringAFlush() {
        // Given
        flush.atEndOfTick(() -> flush.atEndOfTick(() -> done.add("later")));

        // When
        run(1);

        // Then
        assertThat(done).isEmpty();
        run(1);
        assertThat(done).containsExactly("later");
    }

    @Test
    void shouldFlushBeforeTheEndOfATickThatGathersMuch() {
        // Given
        flush.atEndOfTick(() -> done.add("flush"));
        flush.gathered(TickFlush.MOST - 1);
        assertThat(done).isEmpty();

        // When
        flush.gathered(1);

        // Then
        assertThat(done).containsExactly("flush");
        flush.gathered(TickFlush.MOST - 1);
        run(1);
        assertThat(done).hasSize(1);
    }

    private void run(int tasks) {
        for (int i = 0; i < tasks; i++) {
            eventLoop.remove().run();
        }
    }
}
