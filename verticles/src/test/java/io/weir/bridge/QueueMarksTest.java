package io.weir.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventAttributes;
import io.weir.bus.TopicEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueMarksTest {

    private final Deque<Runnable> topology = new ArrayDeque<>();
    private final List<Long> sent = new ArrayList<>();
    private final QueueMarks marks = new QueueMarks(Runnable::run, topology::add);

    @Test
    void shouldPassWhenTheMarkOfEachQueueHasCome() {
        // Given
        queues(3);
        Future<Void> passed = marks.passed();
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
        Future<Void> passed = marks.passed();

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
    void shouldSendTheNextForThoseWhoAskedMeanwhile() {
        // Given
        queues(2);
        marks.passed();
        topology.remove().run();

        // When
        Future<Void> second = marks.passed();
        Future<Void> third = marks.passed();
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
        Future<Void> first = marks.passed();
        Future<Void> second = marks.passed();

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
