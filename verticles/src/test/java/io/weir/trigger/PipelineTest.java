package io.weir.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.weir.trigger.Pipeline.Beyond;
import io.weir.trigger.Pipeline.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class PipelineTest {

    private final LongAdder pending = new LongAdder();
    private final Backlog backlog = new Backlog(pending);
    private final Members members = new Members();
    /** Completions that have begun, by the number of their event. */
    private final Map<Long, Promise<Buffer>> begun = new TreeMap<>();

    @Test
    void shouldDeliverAtOnceWhatNeedsNoFetch() {
        // Given
        Pipeline pipeline = pipeline(new Bounds(1, 1, Beyond.LEAVE_OUT));

        // When
        pipeline.add(1, ReceivedEvent.NONE, Buffer.buffer("a"));
        pipeline.add(2, ReceivedEvent.NONE, Buffer.buffer("b"));

        // Then
        assertThat(members.heard).containsExactly("1 a", "2 b");
        assertThat(pipeline.idle()).isTrue();
    }

    @Test
    void shouldDeliverInTheOrderOfTheEventsHoweverLateTheFirstIs() {
        // Given
        Pipeline pipeline = pipeline(new Bounds(10, 10, Beyond.LEAVE_OUT));
        add(pipeline, 1, 2, 3);
        pipeline.add(4, ReceivedEvent.NONE, Buffer.buffer("4!"));

        // When
        complete(3);
        complete(2);

        // Then
        assertThat(members.heard).isEmpty();
        assertThat(pending.sum()).isEqualTo(4);

        // When
        complete(1);

        // Then
        assertThat(members.heard).containsExactly("1 1!", "2 2!", "3 3!", "4 4!");
        assertThat(pending.sum()).isZero();
    }

    @Test
    void shouldCompleteSoManyAtOnceAndNoMore() {
        // Given
        Pipeline pipeline = pipeline(new Bounds(2, 10, Beyond.LEAVE_OUT));

        // When
        add(pipeline, 1, 2, 3, 4);

        // Then
        assertThat(begun.keySet()).containsExactly(1L, 2L);

        // When
        complete(2);

        // Then those behind a stuck event wait too, so that responses cannot heap up
        assertThat(begun.keySet()).containsExactly(1L, 2L);

        // When
        complete(1);

        // Then
        assertThat(begun.keySet()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void shouldLeaveOutTheOldestThatWaitAndSayHowMany() {
        // Given
        Pipeline pipeline = pipeline(new Bounds(1, 2, Beyond.LEAVE_OUT));
        add(pipeline, 1, 2, 3, 4, 5, 6);

        // When
        completeAll();

        // Then
        assertThat(members.heard).containsExactly("1 1!", "4 left out 3", "5 5!", "6 6!");
        assertThat(pending.sum()).isZero();

        // When the members are told once, and it goes on
        add(pipeline, 7, 8, 9);
        completeAll();

        // Then
        assertThat(members.heard).endsWith("7 7!", "8 8!", "9 9!");
    }

    @Test
    void shouldLeaveOutNothingOfASourceThatWaits() {
        // Given
        Pipeline pipeline = pipeline(new Bounds(1, 2, Beyond.HOLD_BACK));
        add(pipeline, 1, 2, 3, 4, 5, 6);

        // When
        Future<Void> delivered = backlog.deliveredOfHeldBack();
        completeAll();

        // Then
        assertThat(members.heard).hasSize(6).noneMatch(heard -> heard.contains("left out"));
        assertThat(delivered.succeeded()).isTrue();
    }

    @Test
    void shouldTellItsSourceWhenWhatCameSoFarIsDelivered() {
        // Given
        Pipeline pipeline = pipeline(new Bounds(1, 10, Beyond.HOLD_BACK));
        Pipeline other = pipeline(new Bounds(1, 10, Beyond.LEAVE_OUT));
        add(pipeline, 1, 2);
        add(other, 3);

        // When another event comes after the question
        Future<Void> delivered = backlog.deliveredOfHeldBack();
        add(pipeline, 4);
        complete(1);

        // Then
        assertThat(delivered.isComplete()).isFalse();

        // When
        complete(2);

        // Then neither the later event nor one of a source that does not wait is waited for
        assertThat(delivered.isComplete()).isTrue();
        assertThat(pipeline.idle()).isFalse();
        assertThat(other.idle()).isFalse();
    }

    @Test
    void shouldPutAnErrorInThePlaceOfAnEventThatCannotBeCompleted() {
        // Given
        Pipeline pipeline = pipeline(new Bounds(10, 10, Beyond.LEAVE_OUT));
        add(pipeline, 1, 2);
        pipeline.add(3, ReceivedEvent.NONE, () -> {
            throw new IllegalStateException("a bug");
        });
        add(pipeline, 4);

        // When
        complete(4);
        begun.get(2L).fail(new IllegalStateException("another bug"));
        complete(1);

        // Then
        assertThat(members.heard).containsExactly("1 1!", "2 failed another bug", "3 failed a bug", "4 4!");
    }

    @Test
    void shouldDeliverNothingOnceItIsClosed() {
        // Given
        Pipeline pipeline = pipeline(new Bounds(1, 1, Beyond.HOLD_BACK));
        add(pipeline, 1, 2);
        Future<Void> delivered = backlog.deliveredOfHeldBack();

        // When
        pipeline.close();
        completeAll();

        // Then no one waits for it
        assertThat(members.heard).isEmpty();
        assertThat(delivered.succeeded()).isTrue();
        assertThat(pending.sum()).isZero();
        assertThat(begun.keySet()).containsExactly(1L);
    }

    @Test
    void shouldHoldBackTheSourceWhileEventsWaitForTheOnlyPlace() {
        // Given
        Pipeline pipeline = pipeline(new Bounds(1, 10, Beyond.HOLD_BACK));
        add(pipeline, 1, 2);

        // When
        complete(1);

        // Then
        Future<Void> handled = backlog.deliveredOfHeldBack();
        assertThat(handled.isComplete()).isFalse();

        // When
        complete(2);

        // Then
        assertThat(handled.succeeded()).isTrue();
        assertThat(pipeline.idle()).isTrue();
    }

    private Pipeline pipeline(Bounds bounds) {
        return new Pipeline(bounds, members, backlog);
    }

    private void add(Pipeline pipeline, long... events) {
        for (long event : events) {
            pipeline.add(event, ReceivedEvent.NONE, () -> {
                Promise<Buffer> promise = Promise.promise();
                begun.put(event, promise);
                return promise.future();
            });
        }
    }

    private void complete(long event) {
        begun.get(event).complete(Buffer.buffer(event + "!"));
    }

    /** The last first, until nothing more begins. */
    private void completeAll() {
        boolean open = true;
        while (open) {
            open = false;
            for (long event : new ArrayList<>(begun.keySet())) {
                open |= begun.get(event).tryComplete(Buffer.buffer(event + "!"));
            }
        }
    }

    private static final class Members implements Pipeline.Outlet {

        final List<String> heard = new ArrayList<>();
        final List<Long> leftOut = new ArrayList<>();

        @Override
        public void deliver(long sequence, ReceivedEvent event, Buffer response) {
            heard.add(sequence + " " + response);
        }

        @Override
        public void leaveOut(long sequence) {
            leftOut.add(sequence);
        }

        @Override
        public Buffer failed(Throwable fault) {
            return Buffer.buffer("failed " + fault.getMessage());
        }

        @Override
        public Buffer leftOut(int events) {
            return Buffer.buffer("left out " + events);
        }
    }
}
