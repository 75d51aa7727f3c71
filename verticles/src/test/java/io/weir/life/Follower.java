package io.weir.life;

import io.weir.streams.ClosedByNode;
import io.weir.streams.EventStream;
import io.weir.streams.SseStream;
import io.weir.streams.WsStream;
import io.weir.testing.NodeProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A client of a logged topic that stays with a node as long as that serves it, and goes to any with the last id
 * that it has when it is sent away, refused, or hears nothing for long. It insists on every event once and in order.
 */
final class Follower {

    private static final int PATIENCE_MILLIS = 6_000;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final List<NodeProcess> nodes;
    private final String query;
    private final boolean webSocket;
    private final Random random = new Random();
    private final AtomicBoolean going = new AtomicBoolean(true);
    private final Collection<String> sentAway = new ConcurrentLinkedQueue<>();
    private int node;
    private @Nullable String place;
    private volatile int seen;

    /** @param node where it begins */
    Follower(List<NodeProcess> nodes, int node, String query, boolean webSocket) {
        this.nodes = nodes;
        this.node = node;
        this.query = query;
        this.webSocket = webSocket;
    }

    /** The last event that it has. */
    int seen() {
        return seen;
    }

    /** Why it had to go: close codes of WebSockets, codes of errors. */
    Collection<String> sentAway() {
        return sentAway;
    }

    void stop() {
        going.set(false);
    }

    /** Follows until it is stopped. */
    Void run() {
        while (going.get()) {
            try (EventStream stream = open(nodes.get(node % nodes.size()).address())) {
                follow(stream);
            } catch (ClosedByNode closed) {
                sentAway.add(String.valueOf(closed.code()));
            } catch (IOException away) {
                sentAway.add(away.getClass().getSimpleName());
            }
            node = random.nextInt(nodes.size());
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return null;
    }

    private void follow(EventStream stream) throws IOException {
        while (going.get()) {
            EventStream.Event event = stream.next();
            if (event.failed()) {
                sentAway.add(event.code());
                return;
            }
            if (place != null && event.n() != seen + 1) {
                throw new AssertionError("%s: %d came".formatted(this, event.n()));
            }
            place = event.place();
            seen = event.n();
        }
    }

    private EventStream open(InetSocketAddress at) throws IOException {
        if (place == null) {
            return webSocket ? WsStream.open(at, PATIENCE_MILLIS, query) : SseStream.open(at, PATIENCE_MILLIS, query);
        }
        return webSocket
                ? WsStream.resume(at, PATIENCE_MILLIS, query, place)
                : SseStream.resume(at, PATIENCE_MILLIS, query, place);
    }

    @Override
    public String toString() {
        return "%s follower of %s that saw %d and was sent away by %s"
                .formatted(webSocket ? "WebSocket" : "SSE", query, seen, sentAway);
    }
}
