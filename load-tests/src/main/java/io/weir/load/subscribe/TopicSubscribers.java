package io.weir.load.subscribe;

import io.weir.load.Phase;
import io.weir.load.socket.SocketLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One subscriber for each of many topics, all on few sockets and one thread. */
public final class TopicSubscribers implements AutoCloseable, TopicSocket.Listener {

    private static final int SOCKETS = 8;
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final SocketLoop loop = new SocketLoop("topics");
    private final CompletableFuture<Void> allSent = new CompletableFuture<>();
    private final List<InetSocketAddress> servers;
    private final String query;
    private final int topics;
    private int sent;
    private long failures;
    private @Nullable String firstFailure;
    private @Nullable Deliveries deliveries;
    private final BitSet unserved = new BitSet();
    private boolean closing;

    /**
     * Makes subscribers that {@link #open} connects, spread over the servers.
     *
     * @param query what is subscribed to, with the variable {@code sensor}, which is the topic's number
     */
    public TopicSubscribers(List<InetSocketAddress> servers, String query, int topics) {
        this.servers = List.copyOf(servers);
        this.query = query;
        this.topics = topics;
    }

    /** Subscribes to all, and waits until the servers have read it. */
    public void open(Duration patience) throws InterruptedException {
        for (int socket = 0; socket < SOCKETS; socket++) {
            int first = socket;
            InetSocketAddress server = servers.get(socket % servers.size());
            byte[] upgrade = Protocol.upgrade(server.getHostString() + ":" + server.getPort(), "/graphql");
            IntStream own = IntStream.range(0, topics).filter(topic -> topic % SOCKETS == first);
            loop.connect(null, server, new TopicSocket(upgrade, query, own.iterator(), this));
        }
        try {
            allSent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("not subscribed after " + patience.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** From now on counts the events of this phase, whose topics are these. */
    public void expect(Phase phase) {
        Deliveries next = new Deliveries(phase, topics);
        onLoop(() -> deliveries = next);
    }

    /** From now on looks for the first event of each of these topics. */
    public void lookFor(BitSet looked) {
        onLoop(() -> {
            unserved.clear();
            unserved.or(looked);
            return null;
        });
    }

    /** Which of them have had none yet. */
    public BitSet unserved() {
        return onLoop(() -> (BitSet) unserved.clone());
    }

    /** Waits until everything expected has arrived, or nothing more has for a while, and tells what did. */
    public Deliveries await(Duration silence) throws InterruptedException {
        Deliveries now = onLoop(() -> deliveries);
        if (now == null) {
            throw new IllegalStateException("nothing is expected");
        }
        Arrival arrival = new Arrival(silence, System::nanoTime);
        while (arrival.goesOn(onLoop(now::delivered), now.expected())) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return now;
    }

    /** How many times something went wrong. */
    public long failures() {
        return onLoop(() -> failures);
    }

    /** What went wrong first. */
    public @Nullable String firstFailure() {
        return onLoop(() -> firstFailure);
    }

    @Override
    public void close() {
        onLoop(() -> closing = true);
        loop.close();
    }

    @Override
    public void onSent() {
        sent++;
        if (sent == SOCKETS) {
            allSent.complete(null);
        }
    }

    @Override
    public void onEvent(int topic, long sequence) {
        unserved.clear(topic);
        if (deliveries != null) {
            deliveries.onEvent(topic, sequence, System.nanoTime());
        }
    }

    @Override
    public void onFailure(String reason) {
        if (closing) {
            return;
        }
        failures++;
        if (firstFailure == null) {
            firstFailure = reason;
        }
        if (sent < SOCKETS) {
            allSent.completeExceptionally(new IllegalStateException(reason));
        }
    }

    private <T extends @Nullable Object> T onLoop(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.execute(() -> answer.complete(question.get()));
        return answer.orTimeout(ANSWER.toMillis(), TimeUnit.MILLISECONDS).join();
    }
}
