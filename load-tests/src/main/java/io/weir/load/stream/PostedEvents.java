package io.weir.load.stream;

import io.weir.load.publish.EventPayload;
import io.weir.load.query.ClosedLoop;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** POSTs to {@code /events/TOPIC}, each answered when its event is stored: as many at once as there are connections. */
final class PostedEvents implements Inflow {

    private static final int ACCEPTED = 202;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final int connections;
    private final byte[] head;
    private final EventPayload payload;
    private final ClosedLoop loop;

    /** Prepares posts of events of so many bytes. */
    PostedEvents(InetSocketAddress server, int connections, int payloadBytes) {
        this.connections = connections;
        payload = new EventPayload(payloadBytes);
        String topic = "load." + TOPIC;
        head = """
                POST /events/%s HTTP/1.1\r
                Host: %s:%d\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                """.formatted(topic, server.getHostString(), server.getPort(), payloadBytes)
                .getBytes(StandardCharsets.US_ASCII);
        loop = new ClosedLoop(server, ACCEPTED, "{\"topic\":\"" + topic + "\"", connections);
    }

    @Override
    public String name() {
        return "POST /events, %d connections".formatted(connections);
    }

    @Override
    public int publishers() {
        return connections;
    }

    @Override
    public void send(long first, long events, Histogram latencyMicros) {
        Turns turns = new Turns(first, events, connections);
        latencyMicros.add(loop.run(connection -> request(turns.next(connection)), PATIENCE));
    }

    private byte @Nullable [] request(long sequence) {
        if (sequence == Turns.NONE) {
            return null;
        }
        byte[] event = payload.with(sequence);
        byte[] request = Arrays.copyOf(head, head.length + event.length);
        System.arraycopy(event, 0, request, head.length, event.length);
        return request;
    }

    @Override
    public void close() {}
}
