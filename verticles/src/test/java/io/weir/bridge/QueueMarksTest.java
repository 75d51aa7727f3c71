package io.weir.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventAttributes;
import io.weir.bus.TopicEvent;
import io.weir.flow.ManualTiming;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueMarksTest {

    private final Deque<Runnable> topology = new ArrayDeque<>();
    private final ManualTiming timing = new ManualTiming();
    private final List<Long> sent = new ArrayList<>();
    private final QueueMarks marks = new QueueMarks(timing, Runnable::run, topology::add);

    @Test
    void shouldPassWhenTheMarkOfEachQueueHasCome() {
        // Given
        queues(3);
        Future<Boolean> passed = marks.passed();
        topology.remove().run();

        // When
        come(1);
        come(1);

        // Then
        assertThat(passed.isComplete()).isFalse();

        // When
        come(1);

        // Then
        assertThat(passed.succeeded()).isTrue();
    }

    @Test
    void shouldWaitForAllThatWereSentWhenSomeComeBeforeItIsKnownHowMany() {
        // Given
        marks.onConnected(number -> {
            sent.add(number);
            come(number);
            return 2;
        });
        Future<Boolean> passed = marks.passed();

        // When
        topology.remove().run();

        // Then
        assertThat(passed.isComplete()).isFalse();

        // When
        come(1);

        // Then
        assertThat(passed.succeeded()).isTrue();
    }

    @Test
    void shouldGoOnWithoutCertaintyWhenAMarkNeverComes() {
        // Given the broker drops one of two
        queues(2);
        Future<Boolean> passed = marks.passed();
        Future<Boolean> next = marks.passed();
        topology.remove().run();
        come(1);

        // When
        timing.pass(QueueMarks.PATIENCE);

        // Then
        assertThat(passed.result()).isFalse();

        // When
        topology.remove().run();
        come(2);
        come(2);

        // Then
        assertThat(next.result()).isTrue();
    }

    @Test
    void shouldSendTheNextForThoseWhoAskedMeanwhile() {
        // Given
        queues(2);
        marks.passed();
        topology.remove().run();

        // When
        Future<Boolean> second = marks.passed();
        Future<Boolean> third = marks.passed();
        come(1);
        come(1);
        topology.remove().run();
        come(2);

        // Then
        assertThat(sent).containsExactly(1L, 2L);
        assertThat(second.isComplete() || third.isComplete()).isFalse();

        // When
        come(2);

        // Then
        assertThat(second.succeeded() && third.succeeded()).isTrue();
    }

    @Test
    void shouldPassAllWhoWaitWhenTheQueuesAreGone() {
        // Given
        queues(2);
        Future<Boolean> first = marks.passed();
        Future<Boolean> second = marks.passed();

        // When
        marks.onDisconnected();
        topology.remove().run();

        // Then
        assertThat(first.succeeded() && second.succeeded()).isTrue();
        assertThat(marks.passed().succeeded()).isTrue();
    }

    private void queues(int number) {
        marks.onConnected(mark -> {
            sent.add(mark);
            return number;
        });
    }

    private void come(long mark) {
        marks.onMark(
                new TopicEvent("p", "q", EventAttributes.NONE, Buffer.buffer().appendLong(mark)));
    }
}
