package io.weir.load.subscribe;

import io.weir.load.Phase;
import io.weir.load.socket.SocketLoop;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
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
    private final List<InetSocketAddress> servers;
    private final byte[][] upgrades;
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
        this(List.of(server), path, count, topics, queryOf);
    }

    /** The same with several servers: the subscribers of each topic are spread over them, and so are the topics. */
    public Subscribers(
            List<InetSocketAddress> servers, String path, int count, int topics, IntFunction<String> queryOf) {
        this.servers = List.copyOf(servers);
        this.count = count;
        upgrades = new byte[servers.size()][];
        for (int server = 0; server < upgrades.length; server++) {
            InetSocketAddress address = servers.get(server);
            upgrades[server] = Protocol.upgrade(address.getHostString() + ":" + address.getPort(), path);
        }
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
        Deliveries now = expected();
        Arrival arrival = new Arrival(silence, System::nanoTime);
        while (arrival.goesOn(onLoop(now::delivered), now.expected())) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return now;
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
        int server = (number % subscribes.length + number / subscribes.length) % upgrades.length;
        SubscriptionSocket socket = new SubscriptionSocket(number, upgrades[server], subscribe, this);
        loop.connect(source(number), servers.get(server), socket);
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
