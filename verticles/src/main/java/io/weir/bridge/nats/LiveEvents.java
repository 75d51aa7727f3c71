package io.weir.bridge.nats;

import io.nats.client.Message;
import io.vertx.core.Vertx;
import io.weir.bridge.HandOff;
import io.weir.bridge.MarkedRoutes;
import io.weir.bus.TopicEvent;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands what arrives from the client library's thread to the event loop, many at a time, in the server's order. A NATS
 * server waits for nobody: so what is under way to triggers and sockets is bounded here, and what comes on top is lost, until
 * half of it has been handled. Who listens is told of that at once, and again where the topic goes on.
 */
final class LiveEvents {

    /** Events between two looks of the event loop at its other work. */
    private static final int BURST = 256;

    /** How long a few events wait for more before it is asked whether they have been handled. */
    private static final long CHECK_PAUSE_MILLIS = 10;

    private static final long MOST_BYTES = 64L << 20;

    private final AtomicLong pending = new AtomicLong();
    private final AtomicLong pendingBytes = new AtomicLong();
    private final HandOff<Arrival> arriving;
    private final Vertx vertx;
    private final String provider;
    private final int most;
    private final MarkedRoutes routes;
    private final Listener listener;
    /** Topics of which the last event was lost. On the client library's thread, as the next. */
    private final Set<String> behind = new HashSet<>();

    private boolean full;
    private long delivered;
    private long deliveredBytes;
    private boolean checking;

    /** Hears what is lost. */
    interface Listener {

        /** An event found no place; on the client library's thread. */
        void onLost();

        /** Before what comes next of this topic, or soon behind it, events are missing; on the event loop. */
        void onGap(String topic);
    }

    private record Arrival(TopicEvent event, boolean gap) {}

    /**
     * Delivers to routes.
     *
     * @param most events that may be under way
     */
    LiveEvents(Vertx vertx, Executor eventLoop, String provider, int most, MarkedRoutes routes, Listener listener) {
        this.arriving = new HandOff<>(eventLoop, this::takeSome);
        this.vertx = vertx;
        this.provider = provider;
        this.most = most;
        this.routes = routes;
        this.listener = listener;
    }

    /** On one thread of the client library's; never waits. */
    void onMessage(Message message) {
        String topic = message.getSubject();
        full = isFull();
        // A mark comes alone, and who waits for it waits in vain where it is lost.
        boolean lost = full && !routes.marksAt().test(topic);
        // Of many topics at once that would be too much: each is told of when it goes on.
        if (lost && (!behind.add(topic) || pendingBytes.get() >= 2 * MOST_BYTES)) {
            listener.onLost();
            return;
        }
        // The first that finds no place goes on: it tells of those that follow, should none come after them.
        boolean gap = lost || behind.remove(topic);
        pending.incrementAndGet();
        pendingBytes.addAndGet(message.getData().length);
        arriving.add(new Arrival(EventHeaders.event(provider, message), gap));
    }

    private boolean isFull() {
        return pending.get() >= (full ? most / 2 + 1 : most)
                || pendingBytes.get() >= (full ? MOST_BYTES / 2 : MOST_BYTES);
    }

    private void takeSome() {
        for (int taken = 0; taken < BURST; taken++) {
            Arrival next = arriving.poll();
            if (next == null) {
                break;
            }
            TopicEvent event = next.event();
            if (next.gap()) {
                listener.onGap(event.topic());
            }
            delivered++;
            deliveredBytes += event.payload().length();
            routes.deliver(event);
        }
        checkSoon();
    }

    private void checkSoon() {
        if (delivered >= Math.max(1, most / 4)) {
            check();
        } else if (delivered > 0 && !checking) {
            checking = true;
            vertx.setTimer(CHECK_PAUSE_MILLIS, over -> {
                checking = false;
                check();
            });
        }
    }

    private void check() {
        long count = delivered;
        long bytes = deliveredBytes;
        delivered = 0;
        deliveredBytes = 0;
        routes.handled().onSuccess(handled -> {
            pending.addAndGet(-count);
            pendingBytes.addAndGet(-bytes);
        });
    }
}
