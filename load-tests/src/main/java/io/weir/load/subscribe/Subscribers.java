package io.weir.load.subscribe;

import io.weir.load.Phase;
import io.weir.load.socket.SocketLoop;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All subscribers of a run, on one thread. Its methods are called by the runner's thread; what they look at is read on
 * the subscribers' own.
 */
public final class Subscribers implements AutoCloseable, SubscriptionSocket.Listener {

    /** Kept well below one address's ephemeral ports, of which Linux has 28,232. */
    private static final int PER_ADDRESS = 25_000;

    private static final int OPENING_AT_ONCE = 64;
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final SocketLoop loop = new SocketLoop("subscribers");
    private final CompletableFuture<Void> allLive = new CompletableFuture<>();
    private final InetSocketAddress server;
    private final byte[] upgrade;
    private final byte[][] subscribes;
    private final int count;
    private int opened;
    private int live;
    private long failures;
    private @Nullable String firstFailure;
    private @Nullable Deliveries deliveries;
    private boolean closing;

    /**
     * Makes subscribers that {@link #open} connects.
     *
     * @param queryOf what a subscriber of a topic subscribes to
     */
    public Subscribers(InetSocketAddress server, String path, int count, int topics, IntFunction<String> queryOf) {
        this.server = server;
        this.count = count;
        upgrade = Protocol.upgrade(server.getHostString() + ":" + server.getPort(), path);
        subscribes = new byte[topics][];
        for (int topic = 0; topic < topics; topic++) {
            subscribes[topic] = Protocol.subscribe(queryOf.apply(topic));
        }
    }

    /** Connects all and waits until every subscription is live. */
    public void open(Duration patience) throws InterruptedException {
        loop.execute(() -> {
            for (int i = 0; i < Math.min(OPENING_AT_ONCE, count); i++) {
                openNext();
            }
        });
        try {
            allLive.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            int reached = onLoop(() -> live);
            throw new IllegalStateException(
                    "%d of %d subscriptions were live after %ds".formatted(reached, count, patience.toSeconds()), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** From now on counts the events of this phase. */
    public void expect(Phase phase) {
        expect(phase, 1);
    }

    /** The same for events of several publishers, see {@link Deliveries#Deliveries(Phase, int, int)}. */
    public void expect(Phase phase, int publishers) {
        Deliveries next = new Deliveries(phase, count, publishers);
        onLoop(() -> deliveries = next);
    }

    /** Waits until everything expected has arrived, or nothing more has for a while, and tells what did. */
    public Deliveries await(Duration silence) throws InterruptedException {
        long before = -1;
        long since = System.nanoTime();
        while (true) {
            Deliveries now = expected();
            long delivered = onLoop(now::delivered);
            if (delivered != before) {
                before = delivered;
                since = System.nanoTime();
            }
            if (delivered == now.expected() || System.nanoTime() - since > silence.toNanos()) {
                return now;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** How many times something went wrong on a connection. */
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
    public void onLive(int number) {
        live++;
        if (live == count) {
            allLive.complete(null);
        } else if (opened < count) {
            openNext();
        }
    }

    @Override
    public void onEvent(int number, long sequence) {
        if (deliveries != null) {
            deliveries.onEvent(number, sequence, System.nanoTime());
        }
    }

    @Override
    public void onFailure(int number, String reason) {
        if (closing) {
            return;
        }
        failures++;
        if (firstFailure == null) {
            firstFailure = "subscriber " + number + ": " + reason;
        }
        if (live < count) {
            allLive.completeExceptionally(new IllegalStateException(firstFailure));
        }
    }

    private void openNext() {
        int number = opened++;
        byte[] subscribe = subscribes[number % subscribes.length];
        loop.connect(source(number), server, new SubscriptionSocket(number, upgrade, subscribe, this));
    }

    private @Nullable SocketAddress source(int number) {
        return number < PER_ADDRESS ? null : new InetSocketAddress("127.0.0." + (1 + number / PER_ADDRESS), 0);
    }

    private Deliveries expected() {
        Deliveries now = onLoop(() -> deliveries);
        if (now == null) {
            throw new IllegalStateException("nothing is expected");
        }
        return now;
    }

    private <T extends @Nullable Object> T onLoop(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.execute(() -> answer.complete(question.get()));
        return answer.orTimeout(ANSWER.toMillis(), TimeUnit.MILLISECONDS).join();
    }
}
