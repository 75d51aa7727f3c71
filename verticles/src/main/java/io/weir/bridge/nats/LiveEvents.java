package io.weir.bridge.nats;

import io.nats.client.Message;
import io.vertx.core.Vertx;
import io.weir.bridge.HandOff;
import io.weir.bridge.MarkedRoutes;
import io.weir.bus.TopicEvent;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Hands what arrives from the client library's thread to the event loop, many at a time, in the server's order. A NATS
 * server waits for nobody: so what is under way to triggers and sockets is bounded here, and what comes on top is given up
 * with its topic, since nobody could say what is missing.
 */
final class LiveEvents {

    /** Events between two looks of the event loop at its other work. */
    private static final int BURST = 256;

    /** How long a few events wait for more before it is asked whether they have been handled. */
    private static final long CHECK_PAUSE_MILLIS = 10;

    private static final long MOST_BYTES = 64L << 20;

    private final AtomicLong pending = new AtomicLong();
    private final AtomicLong pendingBytes = new AtomicLong();
    private final HandOff<TopicEvent> arriving;
    private final Vertx vertx;
    private final String provider;
    private final int most;
    private final MarkedRoutes routes;
    private final Consumer<String> onOverflow;
    private long delivered;
    private long deliveredBytes;
    private boolean checking;

    /**
     * Delivers to routes.
     *
     * @param most events that may be under way
     * @param onOverflow hears of the topic of each event that is given up, on the client library's thread
     */
    LiveEvents(
            Vertx vertx,
            Executor eventLoop,
            String provider,
            int most,
            MarkedRoutes routes,
            Consumer<String> onOverflow) {
        this.arriving = new HandOff<>(eventLoop, this::takeSome);
        this.vertx = vertx;
        this.provider = provider;
        this.most = most;
        this.routes = routes;
        this.onOverflow = onOverflow;
    }

    /** On one thread of the client library's; never waits. */
    void onMessage(Message message) {
        int size = message.getData().length;
        if (pending.get() >= most || pendingBytes.get() >= MOST_BYTES) {
            onOverflow.accept(message.getSubject());
            return;
        }
        pending.incrementAndGet();
        pendingBytes.addAndGet(size);
        arriving.add(EventHeaders.event(provider, message));
    }

    private void takeSome() {
        for (int taken = 0; taken < BURST; taken++) {
            TopicEvent event = arriving.poll();
            if (event == null) {
                break;
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
