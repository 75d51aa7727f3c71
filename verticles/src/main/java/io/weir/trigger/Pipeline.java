package io.weir.trigger;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Events of one stream on their way to its subscribers: several are completed at once, and delivered in the order in
 * which they came, however late the single ones are.
 *
 * <pre>
 *   delivered ◀── started (at most {@code concurrency}) ◀── left out ◀── waiting (at most {@code pending}) ◀── added
 * </pre>
 *
 * Where nothing is under way and an event is completed at once, it is delivered at once. Belongs to one event loop.
 */
final class Pipeline {

    private final Bounds bounds;
    private final Outlet outlet;
    private final Backlog backlog;
    private final Deque<Started> started = new ArrayDeque<>(1);
    private final Deque<Entry> waiting = new ArrayDeque<>(1);
    private int leftOut;
    private long lastLeftOut;

    Pipeline(Bounds bounds, Outlet outlet, Backlog backlog) {
        this.bounds = bounds;
        this.outlet = outlet;
        this.backlog = backlog;
    }

    /**
     * How much may be under way.
     *
     * @param concurrency events that are completed at once
     * @param pending events that may wait beyond those
     * @param beyond what happens when more come
     */
    record Bounds(int concurrency, int pending, Beyond beyond) {}

    /** What happens when more events come than may wait. */
    enum Beyond {
        /** The oldest of them are left out. */
        LEAVE_OUT,
        /** They wait all the same: their source comes to rest by itself, since it waits for the {@link Backlog}. */
        HOLD_BACK,
        /** They wait until its owner sees that it is {@link #overfull}, and closes it. */
        FALL_BEHIND
    }

    /** Where responses go, and what stands in for those that there are not. */
    interface Outlet {

        /** Takes the response to an event; in the order of the sequence. */
        void deliver(long sequence, ReceivedEvent event, Buffer response);

        /** In place of an event whose completion failed. */
        Buffer failed(Throwable fault);

        /** The event with this number is left out; {@link #leftOut} follows. */
        void leaveOut(long sequence);

        /** In place of so many events that were left out, since they came faster than they could be completed. */
        Buffer leftOut(int events);
    }

    /** A response that is there already, behind those of the events before it. */
    void add(long sequence, ReceivedEvent event, Buffer response) {
        add(sequence, event, () -> Future.succeededFuture(response));
    }

    /**
     * An event.
     *
     * @param sequence larger than any before
     * @param completion begins to complete it; called when its turn has come; its future ends on this event loop
     */
    void add(long sequence, ReceivedEvent event, Supplier<Future<Buffer>> completion) {
        if (started.size() >= bounds.concurrency || !waiting.isEmpty()) {
            backlog.entered(this);
            waiting.add(new Entry(sequence, event, completion));
            leaveOutOldest();
            return;
        }
        Future<Buffer> response = begin(completion);
        if (started.isEmpty() && response.isComplete()) {
            outlet.deliver(sequence, event, responseOf(response));
        } else {
            backlog.entered(this);
            follow(new Entry(sequence, event, completion), response);
        }
    }

    /** Whether everything that was added has been delivered or left out. */
    boolean idle() {
        return started.isEmpty() && waiting.isEmpty();
    }

    /** Whether the events' source waits while something is under way. */
    boolean heldBack() {
        return bounds.beyond == Beyond.HOLD_BACK;
    }

    /** Whether more events wait than may. */
    boolean overfull() {
        return waiting.size() > bounds.pending;
    }

    /** The first that is not delivered yet, of those that came of an event behind this position; null when there is none. */
    @Nullable
    Entry undelivered(long position) {
        for (Started each : started) {
            if (each.entry.event.position() > position) {
                return each.entry;
            }
        }
        for (Entry entry : waiting) {
            if (entry.event.position() > position) {
                return entry;
            }
        }
        return null;
    }

    /** Completes once everything added before this call has been delivered, or never will be. */
    Future<Void> delivered() {
        if (!waiting.isEmpty()) {
            return waiting.getLast().gone.future();
        }
        return started.isEmpty()
                ? Future.succeededFuture()
                : started.getLast().entry.gone.future();
    }

    /** Delivers nothing any more. */
    void close() {
        List<Entry> dropped = Stream.concat(started.stream().map(Started::entry), waiting.stream())
                .toList();
        started.clear();
        waiting.clear();
        leftOut = 0;
        dropped.forEach(this::gone);
    }

    private static Future<Buffer> begin(Supplier<Future<Buffer>> completion) {
        try {
            return completion.get();
        } catch (RuntimeException e) { // a fault of ours must not end the stream
            return Future.failedFuture(e);
        }
    }

    private Buffer responseOf(Future<Buffer> completed) {
        return completed.succeeded() ? completed.result() : outlet.failed(completed.cause());
    }

    private void follow(Entry entry, Future<Buffer> response) {
        started.add(new Started(entry, response));
        if (!response.isComplete()) {
            response.onComplete(complete -> deliverDue());
        }
    }

    private void deliverDue() {
        for (Started first = started.peek(); first != null && first.response.isComplete(); first = started.peek()) {
            started.remove();
            outlet.deliver(first.entry.sequence, first.entry.event, responseOf(first.response));
            gone(first.entry);
            startDue();
        }
    }

    private void startDue() {
        while (started.size() < bounds.concurrency && !waiting.isEmpty()) {
            Entry next = leftOut > 0 ? standIn() : waiting.remove();
            follow(next, begin(next.completion));
        }
    }

    private Entry standIn() {
        Buffer response = outlet.leftOut(leftOut);
        leftOut = 0;
        backlog.entered(this);
        return new Entry(lastLeftOut, ReceivedEvent.NONE, () -> Future.succeededFuture(response));
    }

    private void leaveOutOldest() {
        if (bounds.beyond == Beyond.LEAVE_OUT && overfull()) {
            Entry oldest = waiting.remove();
            leftOut++;
            lastLeftOut = oldest.sequence;
            outlet.leaveOut(oldest.sequence);
            gone(oldest);
        }
    }

    private void gone(Entry entry) {
        backlog.left(this);
        entry.gone.complete();
    }

    /** An event on its way; {@code gone} completes once it has been delivered, or never will be. */
    static final class Entry {

        final long sequence;
        final ReceivedEvent event;
        private final Supplier<Future<Buffer>> completion;
        private final Promise<Void> gone = Promise.promise();

        private Entry(long sequence, ReceivedEvent event, Supplier<Future<Buffer>> completion) {
            this.sequence = sequence;
            this.event = event;
            this.completion = completion;
        }
    }

    /** An event whose completion has begun. */
    private record Started(Entry entry, Future<Buffer> response) {}
}
