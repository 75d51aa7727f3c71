package io.weir.bridge.rabbitmq;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.weir.bus.AppendEvents;
import io.weir.bus.BusAddress;
import io.weir.bus.TopicEvent;
import io.weir.flow.BackOff;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Brings the deliveries of one channel to the log: in the broker's order, one batch at a time, the same batch until it
 * is stored, and only then acknowledged. What waits is bounded by the channel's prefetch; the broker keeps the rest. On
 * the event loop, unless said otherwise.
 */
final class LogFeed {

    private static final int MOST = 500;
    private static final int MOST_BYTES = 4 << 20;

    /** No timer of Vert.x has this number. */
    private static final long NEVER = -1;

    /** A log that says nothing for so long has lost the batch; one that cannot store it says so at once. */
    private static final DeliveryOptions PATIENCE =
            new DeliveryOptions().setSendTimeout(Duration.ofSeconds(30).toMillis());

    private final HandOff<Deliveries.Delivery> arriving;
    private final Deque<Deliveries.Delivery> waiting = new ArrayDeque<>();
    private final Promise<Void> stopped = Promise.promise();
    private final Vertx vertx;
    private final Executor broker;
    private final String provider;
    private final BackOff backOff;
    private final BrokerLog log;
    private @Nullable LogChannel channel;
    private long retry = NEVER;
    private boolean underWay;
    private boolean stopping;

    /** Makes a feed that keeps what arrives until {@link #start}. */
    LogFeed(Vertx vertx, Executor eventLoop, Executor broker, String provider, BackOff backOff, BrokerLog log) {
        this.arriving = new HandOff<>(eventLoop, this::takeAll);
        this.vertx = vertx;
        this.broker = broker;
        this.provider = provider;
        this.backOff = backOff;
        this.log = log;
    }

    /** A delivery of the channel; on any one thread. */
    void onDelivery(Deliveries.Delivery delivery) {
        arriving.add(delivery);
    }

    /** Begins to send; a feed that is stopped already ends the channel. */
    void start(LogChannel from) {
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
        Deliveries.Delivery delivery = arriving.poll();
        while (delivery != null) {
            waiting.add(delivery);
            delivery = arriving.poll();
        }
        next();
    }

    private void next() {
        LogChannel from = channel;
        if (from == null || underWay || stopping || waiting.isEmpty()) {
            return;
        }
        underWay = true;
        List<TopicEvent> events = new ArrayList<>();
        long bytes = 0;
        long last = 0;
        while (!waiting.isEmpty() && events.size() < MOST && bytes < MOST_BYTES) {
            Deliveries.Delivery delivery = waiting.remove();
            events.add(event(delivery));
            bytes += delivery.body().length;
            last = delivery.tag();
        }
        append(from, new AppendEvents(events), last);
    }

    private TopicEvent event(Deliveries.Delivery delivery) {
        return new TopicEvent(
                provider,
                delivery.routingKey(),
                EventProperties.read(delivery.properties()),
                Buffer.buffer(delivery.body()));
    }

    private void append(LogChannel from, AppendEvents batch, long last) {
        vertx.eventBus()
                .request(BusAddress.LOG, batch, PATIENCE)
                .onSuccess(stored -> onStored(from, last))
                .onFailure(failure -> onNotStored(from, batch, last, failure));
    }

    private void onStored(LogChannel from, long last) {
        backOff.reset();
        log.onLogTakes();
        underWay = false;
        broker.execute(() -> from.acknowledge(last));
        if (stopping) {
            end();
        } else {
            next();
        }
    }

    private void onNotStored(LogChannel from, AppendEvents batch, long last, Throwable failure) {
        if (stopping) {
            end();
            return;
        }
        Duration pause = backOff.pause();
        log.onLogDoesNotTake(failure, pause);
        retry = vertx.setTimer(Math.max(1, pause.toMillis()), over -> append(from, batch, last));
    }

    /** Behind the last acknowledgement. */
    private void end() {
        LogChannel from = channel;
        broker.execute(() -> {
            if (from != null) {
                from.abort();
            }
            stopped.tryComplete();
        });
    }
}
