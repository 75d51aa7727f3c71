package io.weir.load.query;

import io.weir.load.node.Tally;
import io.weir.load.socket.SocketLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Requests on some connections, each of which sends the next one when the last answer is there. */
public final class ClosedLoop {

    private final InetSocketAddress server;
    private final int status;
    private final String beginning;
    private final int connections;

    /**
     * Prepares a loop.
     *
     * @param status the HTTP status of every right answer
     * @param beginning what the body of every right answer begins with, in ASCII
     */
    public ClosedLoop(InetSocketAddress server, int status, String beginning, int connections) {
        this.server = server;
        this.status = status;
        this.beginning = beginning;
        this.connections = connections;
    }

    /** What to ask. Called by one thread. */
    public interface Requests {

        /** A connection's next request, good until it asks for another one; null ends the connection. */
        byte @Nullable [] next(int connection);
    }

    /**
     * Asks until all connections have ended; fails at the first answer that is not right.
     *
     * @param patience how long all of it may take
     * @return the time of each answer in microseconds
     */
    public Histogram run(Requests requests, Duration patience) {
        Round round = new Round(connections);
        try (SocketLoop loop = new SocketLoop("closed-loop")) {
            for (int i = 0; i < connections; i++) {
                int connection = i;
                loop.connect(null, server, new HttpExchange(status, beginning, () -> requests.next(connection), round));
            }
            String failure = round.ended
                    .completeOnTimeout("no answer", patience.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            if (failure != null) {
                throw new IllegalStateException(server + ": " + failure);
            }
            return round.latencyMicros;
        }
    }

    /** Written by the loop's thread only; read when it has ended. */
    private static final class Round implements HttpExchange.Listener {

        final CompletableFuture<@Nullable String> ended = new CompletableFuture<>();
        final Histogram latencyMicros = Tally.histogram();
        private int asking;

        Round(int connections) {
            asking = connections;
        }

        @Override
        public void onAnswer(long nanos) {
            Tally.record(latencyMicros, nanos);
        }

        @Override
        public void onEnd() {
            asking--;
            if (asking == 0) {
                ended.complete(null);
            }
        }

        @Override
        public void onFailure(String reason) {
            ended.complete(reason);
        }
    }
}
