package io.weir.bridge.queue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.weir.bridge.Delivery;
import io.weir.bridge.HandOff;
import io.weir.flow.BackOff;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings the deliveries of one channel to whoever stores them: in the broker's order, one batch at a time, the same batch
 * until it is stored, and only then acknowledged. What waits is bounded by the channel's prefetch; the broker keeps the rest. On
 * the event loop, unless said otherwise.
 */
final class QueueFeed {

    private static final int MOST = 500;
    private static final int MOST_BYTES = 4 << 20;

    /** For how long nothing may be stored before others should have their turn: longer than a store takes to come back. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** No timer of Vert.x has this number. */
    private static final long NEVER = -1;

    private final HandOff<Delivery> arriving;
    private final Deque<Delivery> waiting = new ArrayDeque<>();
    private final Promise<Void> stopped = Promise.promise();
    private final Vertx vertx;
    private final Executor broker;
    private final Taker taker;
    private final BackOff backOff;
    private final QueueLog log;
    private final Consumer<QueueFeed> onStuck;
    private @Nullable QueueChannel channel;
    private long retry = NEVER;
    private boolean underWay;
    private boolean stopping;
    private long begunAt = System.nanoTime();

    /**
     * Makes a feed that keeps what arrives until {@link #start}.
     *
     * @param onStuck told with each attempt while nothing could be stored for long
     */
    QueueFeed(
            Vertx vertx,
            Executor eventLoop,
            Executor broker,
            Taker taker,
            BackOff backOff,
            QueueLog log,
            Consumer<QueueFeed> onStuck) {
        this.arriving = new HandOff<>(eventLoop, this::takeAll);
        this.vertx = vertx;
        this.broker = broker;
        this.taker = taker;
        this.backOff = backOff;
        this.log = log;
        this.onStuck = onStuck;
    }

    /** A delivery of the channel; on any one thread. */
    void onDelivery(Delivery delivery) {
        arriving.add(delivery);
    }

    /** Begins to send; a feed that is stopped already ends the channel. */
    void start(QueueChannel from) {
        if (stopping) {
            broker.execute(from::abort);
            return;
        }
        channel = from;
        next();
    }

    /**
     * Sends nothing more and ends the channel. Done when the batch under way, if there is one, was answered, and
     * acknowledged if stored.
     */
    Future<Void> stop() {
        stopping = true;
        if (!underWay || vertx.cancelTimer(retry)) {
            end();
        }
        return stopped.future();
    }

    private void takeAll() {
        Delivery delivery = arriving.poll();
        while (delivery != null) {
            waiting.add(delivery);
            delivery = arriving.poll();
        }
        next();
    }

    private void next() {
        QueueChannel from = channel;
        if (from == null || underWay || stopping || waiting.isEmpty()) {
            return;
        }
        underWay = true;
        begunAt = System.nanoTime();
        List<Delivery> batch = new ArrayList<>();
        long bytes = 0;
        while (!waiting.isEmpty() && batch.size() < MOST && bytes < MOST_BYTES) {
            Delivery delivery = waiting.remove();
            batch.add(delivery);
            bytes += delivery.event().payload().length();
        }
        store(from, batch);
    }

    private void store(QueueChannel from, List<Delivery> batch) {
        long last = batch.get(batch.size() - 1).tag();
        taker.take(batch)
                .onSuccess(stored -> onStored(from, last))
                .onFailure(failure -> onNotStored(from, batch, failure));
    }

    private void onStored(QueueChannel from, long last) {
        backOff.reset();
        log.onTaken();
        underWay = false;
        broker.execute(() -> from.acknowledge(last));
        if (stopping) {
            end();
        } else {
            next();
        }
    }

    private void onNotStored(QueueChannel from, List<Delivery> batch, Throwable failure) {
        if (stopping) {
            end();
            return;
        }
        Duration pause = backOff.pause();
        log.onNotTaken(failure, pause);
        retry = vertx.setTimer(Math.max(1, pause.toMillis()), over -> store(from, batch));
        if (System.nanoTime() - begunAt > PATIENCE_NANOS) {
            onStuck.accept(this);
        }
    }

    /** Behind the last acknowledgement. */
    private void end() {
        QueueChannel from = channel;
        broker.execute(() -> {
            if (from != null) {
                from.abort();
            }
            stopped.tryComplete();
        });
    }
}
