package io.weir.bridge.queue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.weir.bridge.BrokerFailure;
import io.weir.flow.BackOff;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a durable queue and hands on what is in it. It has a connection and a thread of its own: a queue without a leader
 * blocks what asks for it, and in the end costs the connection; live topics go on. On the event loop only.
 */
public final class QueueReader {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final long GOODBYE_SECONDS = 5;

    /** No timer of Vert.x has this number. */
    private static final long NEVER = -1;

    private final Vertx vertx;
    private final Executor eventLoop;
    private final Executor broker;
    private final QueueChannel.Opener opener;
    private final Taker taker;
    private final QueueLog log;
    private final BackOff feeding = new BackOff(FIRST_PAUSE, LONGEST_PAUSE, new SecureRandom());
    private final BackOff reading;
    private final Runnable restore;
    private final BooleanSupplier others;
    private Future<Void> stopped = Future.succeededFuture();
    private @Nullable QueueFeed feed;
    private long restoring = NEVER;

    /**
     * Reads nothing yet.
     *
     * @param broker where calls to the broker may block, in order
     * @param reading the pauses between attempts to read
     * @param others whether other nodes may read the queue: one that cannot store what it reads leaves it to them then
     * @param restore called a while after the queue was lost, or {@link #later} was: reads it again if that is wanted
     */
    public QueueReader(
            Vertx vertx,
            Executor eventLoop,
            Executor broker,
            QueueChannel.Opener opener,
            BackOff reading,
            Taker taker,
            QueueLog log,
            BooleanSupplier others,
            Runnable restore) {
        this.vertx = vertx;
        this.eventLoop = eventLoop;
        this.broker = broker;
        this.opener = opener;
        this.taker = taker;
        this.log = log;
        this.reading = reading;
        this.others = others;
        this.restore = restore;
    }

    /** Whether it reads, or tries to. */
    public boolean isReading() {
        return feed != null;
    }

    /** Begins to read; goes on until {@link #stop}, or the queue or the connection is lost. */
    public void read(String queue) {
        QueueFeed opening =
                new QueueFeed(vertx, eventLoop, broker, taker, feeding, log, stuck -> onStuck(stuck, queue));
        feed = opening;
        broker.execute(() -> {
            try {
                QueueChannel channel = opener.open(
                        queue,
                        opening::onDelivery,
                        failure -> eventLoop.execute(() -> onLost(opening, queue, failure)));
                eventLoop.execute(() -> start(opening, queue, channel));
            } catch (Exception e) {
                eventLoop.execute(() -> onLost(opening, queue, opener.failure(e)));
            }
        });
    }

    /** Has it restored after a pause, which grows until the queue is read. */
    public void later(String queue, BrokerFailure failure) {
        Duration pause = reading.pause();
        log.onFailed(queue, failure, pause);
        vertx.cancelTimer(restoring);
        restoring = vertx.setTimer(Math.max(1, pause.toMillis()), over -> restore.run());
    }

    /** Reads no more; what is under way is finished. */
    public void stop() {
        QueueFeed last = feed;
        feed = null;
        if (last != null) {
            Future<Void> stopping = last.stop();
            stopped = stopped.eventually(() -> stopping);
        }
    }

    /** Ends for good. Done when what is under way is stored and acknowledged, or that takes too long. */
    public Future<Void> close() {
        vertx.cancelTimer(restoring);
        stop();
        Promise<Void> closed = Promise.promise();
        stopped.timeout(GOODBYE_SECONDS, TimeUnit.SECONDS)
                .onComplete(done -> broker.execute(() -> {
                    opener.abort();
                    closed.complete();
                }));
        return closed.future();
    }

    /** What was taken from the channel before may be under way still: it comes again here, and must not overtake. */
    private void start(QueueFeed opening, String queue, QueueChannel channel) {
        reading.reset();
        log.onRead(queue);
        stopped.onComplete(before -> eventLoop.execute(() -> opening.start(channel)));
    }

    /** The broker gives the queue to the next who asked for it; this node asks again, behind the others. */
    private void onStuck(QueueFeed stuck, String queue) {
        if (others.getAsBoolean()) {
            onLost(stuck, queue, BrokerFailure.saying("this node cannot store what it reads: another has its turn"));
        }
    }

    private void onLost(QueueFeed lost, String queue, BrokerFailure failure) {
        if (feed == lost) {
            stop();
            later(queue, failure);
        }
    }
}
