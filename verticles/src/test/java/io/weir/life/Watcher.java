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

/**
 * A client of a topic that is not logged. As long as its stream says nothing else it insists on every event from the
 * moment on at which it was live, once and in order; it never leaves a node that has not sent it away.
 */
final class Watcher {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final List<NodeProcess> nodes;
    private final String query;
    private final boolean webSocket;
    private final Feed feed;
    private final Random random = new Random();
    private final AtomicBoolean going = new AtomicBoolean(true);
    private final Collection<String> sentAway = new ConcurrentLinkedQueue<>();
    private volatile int node;
    private volatile int seen;

    /** @param node where it begins */
    Watcher(List<NodeProcess> nodes, int node, String query, boolean webSocket, Feed feed) {
        this.nodes = nodes;
        this.node = node;
        this.query = query;
        this.webSocket = webSocket;
        this.feed = feed;
    }

    /** Where it is. */
    NodeProcess node() {
        return nodes.get(node % nodes.size());
    }

    /** The last event that came. */
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

    /** Watches until it is stopped. */
    Void run() {
        while (going.get()) {
            try (EventStream stream = open(node().address())) {
                watch(stream, feed.begun());
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

    /** @param live no later event than the next one may be the first */
    private void watch(EventStream stream, int live) throws IOException {
        boolean first = true;
        while (going.get()) {
            EventStream.Event event = stream.next();
            if (event.failed()) {
                sentAway.add(event.code());
                return;
            }
            if (first ? event.n() > live + 1 : event.n() != seen + 1) {
                throw new AssertionError("%s: %d came, live at %d".formatted(this, event.n(), live));
            }
            first = false;
            seen = event.n();
        }
    }

    private EventStream open(InetSocketAddress at) throws IOException {
        return webSocket ? WsStream.open(at, PATIENCE_MILLIS, query) : SseStream.open(at, PATIENCE_MILLIS, query);
    }

    @Override
    public String toString() {
        return "%s watcher of %s at node %d that saw %d and was sent away by %s"
                .formatted(webSocket ? "WebSocket" : "SSE", query, node % nodes.size(), seen, sentAway);
    }
}
