package io.weir.bridge;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.bus.TopicEvent;
import io.weir.flow.Timing;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Tells when everything has been delivered that was in the bridge's queues at some moment: puts a mark into each and waits
 * for all of them. While one is under way, all who ask wait for the next. On the event loop only.
 */
public final class QueueMarks {

    /** As long as a trigger asks for a bridge's last word. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Timing timing;
    private final Executor eventLoop;
    private final Executor topology;
    private @Nullable MarkSender channel;
    private long number;
    /** Marks of this number that have been sent and have not come; below zero while it is not known how many were sent. */
    private int missing;

    private boolean sent;
    private @Nullable Promise<Boolean> underWay;
    private @Nullable Promise<Boolean> next;

    /** Sends marks on the thread of {@code topology}. */
    public QueueMarks(Timing timing, Executor eventLoop, Executor topology) {
        this.timing = timing;
        this.eventLoop = eventLoop;
        this.topology = topology;
    }

    /**
     * Done when what is in the queues now was delivered; never fails.
     *
     * @return whether that is certain: not where the queues are gone, marks are not allowed, or one does not come
     */
    public Future<Boolean> passed() {
        MarkSender to = channel;
        if (to == null) {
            return Future.succeededFuture(false);
        }
        if (underWay == null) {
            underWay = Promise.promise();
            send(to);
            return underWay.future();
        }
        next = next == null ? Promise.promise() : next;
        return next.future();
    }

    /** New queues are read. */
    public void onConnected(MarkSender connected) {
        channel = connected;
    }

    /** The queues are gone, or nothing may be put into them. */
    public void onDisconnected() {
        channel = null;
        Promise<Boolean> first = underWay;
        Promise<Boolean> second = next;
        underWay = null;
        next = null;
        complete(first, false);
        complete(second, false);
    }

    /** Something came where marks come. */
    public void onMark(TopicEvent mark) {
        MarkSender to = channel;
        if (mark.payload().length() != Long.BYTES || mark.payload().getLong(0) != number || to == null) {
            return; // of somebody who has guessed a queue's name
        }
        missing--;
        passIfWhole(to);
    }

    private void onSent(MarkSender to, long mark, int marks) {
        if (to == channel && mark == number) {
            missing += marks;
            sent = true;
            passIfWhole(to);
        }
    }

    private void passIfWhole(MarkSender to) {
        if (sent && missing <= 0) {
            goOn(to, true);
        }
    }

    /** The broker may have dropped it: queues have limits. */
    private void giveUp(MarkSender to, long mark) {
        if (to == channel && mark == number && underWay != null) {
            goOn(to, false);
        }
    }

    private void goOn(MarkSender to, boolean certain) {
        Promise<Boolean> arrived = underWay;
        underWay = next;
        next = null;
        if (underWay != null) {
            send(to);
        }
        complete(arrived, certain);
    }

    private void send(MarkSender to) {
        long mark = ++number;
        missing = 0;
        sent = false;
        timing.after(PATIENCE, () -> giveUp(to, mark));
        topology.execute(() -> {
            try {
                int marks = to.send(mark);
                eventLoop.execute(() -> onSent(to, mark, marks));
            } catch (Exception e) {
                eventLoop.execute(() -> onClosed(to));
            }
        });
    }

    /** Whoever waits for a mark of this channel waits in vain. */
    public void onClosed(MarkSender closed) {
        if (channel == closed) {
            onDisconnected();
        }
    }

    private static void complete(@Nullable Promise<Boolean> promise, boolean certain) {
        if (promise != null) {
            promise.complete(certain);
        }
    }
}
