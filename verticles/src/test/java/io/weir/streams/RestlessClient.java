package io.weir.streams;

import io.weir.testing.NodeProcess;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that loses its connection at random moments, stays away for a while, and comes back to a random node with the
 * last id that it has. It insists on every event once and in order.
 */
final class RestlessClient {

    private final List<NodeProcess> nodes;
    private final String query;
    private final boolean webSocket;
    private final Random random;
    private final Set<String> refusals = new ConcurrentSkipListSet<>();
    private EventStream stream;
    private String place = "";
    private int seen;
    private int resumed;

    RestlessClient(List<NodeProcess> nodes, String query, boolean webSocket, long seed) {
        this.nodes = nodes;
        this.query = query;
        this.webSocket = webSocket;
        this.random = new Random(seed);
    }

    /** Subscribes to what comes from now on. */
    void begin() throws IOException {
        int port = port();
        stream = webSocket ? WsStream.open(port, query) : SseStream.open(port, query);
    }

    /** Reads, is cut off, and comes back, until it has seen event {@code last}. */
    Void run(int last) throws IOException {
        while (seen < last) {
            int until = Math.min(last, seen + random.nextInt(300));
            try {
                read(until);
            } catch (IOException lost) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
            stream.close();
            if (seen < last) {
                stayAway();
                comeBack();
            }
        }
        return null;
    }

    private void read(int until) throws IOException {
        while (seen < until) {
            EventStream.Event event = stream.next();
            if (event.failed()) {
                refusals.add(event.code());
                return;
            }
            if (event.n() != seen + 1) {
                throw new AssertionError("%s: %d came behind %d".formatted(this, event.n(), seen));
            }
            seen = event.n();
            place = event.place();
        }
    }

    private void stayAway() {
        if (random.nextBoolean()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(2_000)));
        }
    }

    /** To a node that is there. */
    private void comeBack() throws IOException {
        while (true) {
            try {
                int port = port();
                if (place.isEmpty()) {
                    throw new AssertionError(this + " was cut off before its first event");
                }
                stream = webSocket ? WsStream.resume(port, query, place) : SseStream.resume(port, query, place);
                resumed++;
                return;
            } catch (IOException away) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    private int port() {
        return nodes.get(random.nextInt(nodes.size())).port();
    }

    /** Why the nodes did not take it back at once, by code. */
    Set<String> refusals() {
        return refusals;
    }

    /** How often it came back. */
    int resumed() {
        return resumed;
    }

    @Override
    public String toString() {
        return "%s client that saw %d and came back %d times".formatted(webSocket ? "WebSocket" : "SSE", seen, resumed);
    }
}
