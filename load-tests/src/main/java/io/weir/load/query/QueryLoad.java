package io.weir.load.query;

import io.vertx.core.buffer.Buffer;
import io.weir.json.Json;
import io.weir.load.socket.SocketLoop;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Asks one query over and over on some connections. A closed loop: it measures cost, not what waiting clients see. */
public final class QueryLoad {

    private static final long LONGEST_MICROS = 60_000_000L;
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final InetSocketAddress server;
    private final byte[] request;
    private final byte[] beginning;
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
        this.server = server;
        this.beginning = beginning.getBytes(StandardCharsets.US_ASCII);
        this.connections = connections;
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

    /** Asks for this long; fails at the first answer that is not right. */
    public Answers run(Duration time) throws InterruptedException {
        Round round = new Round(connections, System.nanoTime() + time.toNanos());
        try (SocketLoop loop = new SocketLoop("queries")) {
            for (int i = 0; i < connections; i++) {
                loop.connect(null, server, new HttpExchange(request, beginning, round));
            }
            String failure = round.ended
                    .completeOnTimeout("no answer", time.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            if (failure != null) {
                throw new IllegalStateException(server + ": " + failure);
            }
            return new Answers(round.latencyMicros.getTotalCount(), round.latencyMicros);
        }
    }

    /** Written by the loop's thread only; read when it has ended. */
    private static final class Round implements HttpExchange.Listener {

        final CompletableFuture<@Nullable String> ended = new CompletableFuture<>();
        final Histogram latencyMicros = new Histogram(LONGEST_MICROS, 3);
        private final long deadline;
        private int asking;

        Round(int connections, long deadline) {
            this.asking = connections;
            this.deadline = deadline;
        }

        @Override
        public boolean onAnswer(long nanos) {
            latencyMicros.recordValue(Math.min(nanos / 1000, LONGEST_MICROS));
            if (System.nanoTime() - deadline < 0) {
                return true;
            }
            asking--;
            if (asking == 0) {
                ended.complete(null);
            }
            return false;
        }

        @Override
        public void onFailure(String reason) {
            ended.complete(reason);
        }
    }
}
