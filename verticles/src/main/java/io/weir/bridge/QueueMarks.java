package io.weir.bridge;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.bus.TopicEvent;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Tells when everything has been delivered that was in the bridge's queue at some moment: puts a mark into the queue and
 * waits for it. While one is under way, all who ask wait for the next. On the event loop only.
 */
public final class QueueMarks {

    private final Executor eventLoop;
    private final Executor topology;
    private @Nullable MarkSender channel;
    private long number;
    private @Nullable Promise<Void> underWay;
    private @Nullable Promise<Void> next;

    /** Sends marks on the thread of {@code topology}. */
    public QueueMarks(Executor eventLoop, Executor topology) {
        this.eventLoop = eventLoop;
        this.topology = topology;
    }

    /** Done when what is in the queue now was delivered, or nothing of it will be; never fails. */
    public Future<Void> passed() {
        MarkSender to = channel;
        if (to == null) {
            return Future.succeededFuture();
        }
        if (underWay == null) {
            underWay = Promise.promise();
            send(to);
            return underWay.future();
        }
        next = next == null ? Promise.promise() : next;
        return next.future();
    }

    /** A new queue is read. */
    public void onConnected(MarkSender connected) {
        channel = connected;
    }

    /** The queue is gone, or nothing may be put into it. */
    public void onDisconnected() {
        channel = null;
        Promise<Void> first = underWay;
        Promise<Void> second = next;
        underWay = null;
        next = null;
        complete(first);
        complete(second);
    }

    /** Something came where marks come. */
    public void onMark(TopicEvent mark) {
        MarkSender to = channel;
        if (mark.payload().length() != Long.BYTES || mark.payload().getLong(0) != number || to == null) {
            return; // of somebody who has guessed the queue's name
        }
        Promise<Void> arrived = underWay;
        underWay = next;
        next = null;
        if (underWay != null) {
            send(to);
        }
        complete(arrived);
    }

    private void send(MarkSender to) {
        long mark = ++number;
        topology.execute(() -> {
            try {
                to.send(mark);
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

    private static void complete(@Nullable Promise<Void> promise) {
        if (promise != null) {
            promise.complete();
        }
    }
}
