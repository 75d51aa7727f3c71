package io.weir.load.query;

import io.vertx.core.buffer.Buffer;
import io.weir.json.Json;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Asks one query over and over on some connections. A closed loop: it measures cost, not what waiting clients see. */
public final class QueryLoad {

    private static final int OK = 200;
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final ClosedLoop loop;
    private final byte[] request;
    private final int connections;

    /** Prepares POSTs of {@code query} to {@code /graphql}. */
    public QueryLoad(InetSocketAddress server, String query, int connections) {
        this(server, query, "{\"data\":", connections);
    }

    /**
     * The same for a query of which more is known.
     *
     * @param beginning what the body of every right answer begins with, in ASCII
     */
    public QueryLoad(InetSocketAddress server, String query, String beginning, int connections) {
        this.connections = connections;
        loop = new ClosedLoop(server, OK, beginning, connections);
        Buffer body = Json.write(Map.of("query", query));
        request = Buffer.buffer("""
                        POST /graphql HTTP/1.1\r
                        Host: %s:%d\r
                        Content-Type: application/json\r
                        Accept: application/json\r
                        Content-Length: %d\r
                        \r
                        """.formatted(server.getHostString(), server.getPort(), body.length()))
                .appendBuffer(body)
                .getBytes();
    }

    /**
     * What came back.
     *
     * @param answers right ones
     * @param latencyMicros from request to answer
     */
    public record Answers(long answers, Histogram latencyMicros) {}

    /** Asks for this long, once on each connection at least; fails at the first answer that is not right. */
    public Answers run(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        boolean[] asked = new boolean[connections];
        Histogram latencyMicros = loop.run(
                connection -> {
                    boolean first = !asked[connection];
                    asked[connection] = true;
                    return first || System.nanoTime() - deadline < 0 ? request : null;
                },
                time.plus(GRACE));
        return new Answers(latencyMicros.getTotalCount(), latencyMicros);
    }
}
