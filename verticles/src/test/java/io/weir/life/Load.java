package io.weir.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.streams.EventStream;
import io.weir.streams.WsStream;
import io.weir.testing.NodeProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Clients of a cluster that work all the time and know what is right. */
final class Load implements AutoCloseable {

    private static final int TOPICS = 6;
    private static final int PER_SECOND = 5;
    private static final int CALLERS = 3;
    private static final int READ_MILLIS = 10_000;

    private final Cluster cluster;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<Void>> runs = new ArrayList<>();
    private final List<Follower> followers = new ArrayList<>();
    private final List<Watcher> watchers = new ArrayList<>();
    private final List<Caller> callers = new ArrayList<>();
    private final Asker asker;
    private final Feed feed;
    private final AtomicInteger things = new AtomicInteger();

    private Load(Cluster cluster) {
        this.cluster = cluster;
        List<NodeProcess> nodes = cluster.nodes();
        asker = new Asker(nodes);
        feed = cluster.feed(topics(), PER_SECOND);
        for (int i = 0; i < TOPICS; i++) {
            followers.add(new Follower(nodes, i, readings(i), true));
            followers.add(new Follower(nodes, i + 1, readings(i), false));
            watchers.add(new Watcher(nodes, i, ticks(i), true, feed));
            watchers.add(new Watcher(nodes, i + 1, ticks(i), true, feed));
            watchers.add(new Watcher(nodes, i + 2, ticks(i), false, feed));
        }
        IntStream.range(0, CALLERS).forEach(i -> callers.add(new Caller(nodes, "caller-" + i)));
    }

    private static List<String> topics() {
        return IntStream.range(0, TOPICS)
                .boxed()
                .flatMap(i -> Stream.of("readings." + i, "ticks." + i))
                .toList();
    }

    private static String readings(int sensor) {
        return "subscription { readings(sensor: \"%d\") { n } }".formatted(sensor);
    }

    private static String ticks(int sensor) {
        return "subscription { ticks(sensor: \"%d\") { n } }".formatted(sensor);
    }

    /** Begins; returns once everyone has been served. */
    static Load on(Cluster cluster) throws Exception {
        Load load = new Load(cluster);
        load.followers.forEach(follower -> load.run(follower::run));
        load.watchers.forEach(watcher -> load.run(watcher::run));
        load.callers.forEach(caller -> load.run(caller::run));
        load.run(load.asker::run);
        load.run(load.feed::run);
        load.settle();
        return load;
    }

    private void run(Callable<Void> client) {
        runs.add(threads.submit(client));
    }

    /** Forgets why clients had to go. */
    void forget() {
        reasons().forEach(Collection::clear);
        cluster.shop().calls().clear();
    }

    private Stream<Collection<String>> reasons() {
        return Stream.of(
                        followers.stream().map(Follower::sentAway),
                        watchers.stream().map(Watcher::sentAway),
                        callers.stream().map(Caller::refusals),
                        Stream.of(asker.refusals()))
                .flatMap(all -> all);
    }

    /** Why clients of streams had to go since {@link #forget()}. */
    Set<String> sentAway() {
        Set<String> all = new TreeSet<>();
        followers.forEach(follower -> all.addAll(follower.sentAway()));
        watchers.forEach(watcher -> all.addAll(watcher.sentAway()));
        return all;
    }

    /** Why queries and mutations were not done at once since {@link #forget()}. */
    Set<String> refusals() {
        Set<String> all = new TreeSet<>(asker.refusals());
        callers.forEach(caller -> all.addAll(caller.refusals()));
        return all;
    }

    /**
     * Returns once all that was asked for and sent until now has arrived everywhere, the answers to what goes on
     * meanwhile too.
     *
     * @throws AssertionError when a client saw what must not be, or does not get what it must
     */
    void settle() throws Exception {
        settle(List.of());
    }

    /** The same while some nodes answer nobody, of which their watchers do not know. */
    void settle(List<NodeProcess> mute) throws Exception {
        int sent = feed.sent() + 1;
        int answered = asker.answered() + 1;
        await().atMost(Cluster.PATIENCE).failFast(this::check).untilAsserted(() -> {
            assertThat(followers)
                    .allSatisfy(follower ->
                            assertThat(follower.seen()).as(follower.toString()).isGreaterThanOrEqualTo(sent));
            assertThat(watchers)
                    .filteredOn(watcher -> !mute.contains(watcher.node()))
                    .allSatisfy(watcher ->
                            assertThat(watcher.seen()).as(watcher.toString()).isGreaterThanOrEqualTo(sent));
            assertThat(asker.answered()).isGreaterThanOrEqualTo(answered);
            assertTold(sent);
            assertDone();
        });
    }

    /** The deliveries: every event from the first one on, each under its own name. */
    private void assertTold(int last) {
        Set<Integer> told = new TreeSet<>();
        cluster.shop().told().forEach((id, events) -> {
            assertThat(events).as(id).hasSize(1);
            told.addAll(events);
        });
        assertThat(told).isNotEmpty();
        assertThat(told)
                .containsAll(IntStream.rangeClosed(Collections.min(told), last)
                        .boxed()
                        .toList());
    }

    /** The actions: everything that was answered is done, and nothing was done twice. */
    private void assertDone() {
        callers.forEach(caller -> {
            assertThat(caller.done()).isNotEmpty();
            assertThat(cluster.shop().keys().keySet()).containsAll(caller.done());
        });
        assertThat(cluster.shop().keys())
                .allSatisfy((thing, keys) -> assertThat(keys).as(thing).hasSize(1));
    }

    /** Throws what a client has thrown. */
    private boolean check() throws Exception {
        for (Future<Void> run : runs) {
            if (run.isDone()) {
                throwFailure(run);
            }
        }
        return false;
    }

    private static void throwFailure(Future<Void> run) throws InterruptedException {
        try {
            run.get();
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause().getMessage(), failed.getCause());
        }
    }

    /** Whoever comes to any node hears every topic, is answered, and gets things done. */
    void awaitServiceEverywhere() throws Exception {
        List<Callable<Void>> clients = new ArrayList<>();
        for (NodeProcess node : cluster.nodes()) {
            for (int i = 0; i < TOPICS; i++) {
                String logged = readings(i);
                String live = ticks(i);
                clients.add(() -> hear(node, logged));
                clients.add(() -> hear(node, live));
            }
        }
        for (Future<Void> client : threads.invokeAll(clients)) {
            throwFailure(client);
        }
        for (NodeProcess node : cluster.nodes()) {
            assertThat(node.ask("{ lookup(id: \"1\") { id } }").encode())
                    .isEqualTo("{\"data\":{\"lookup\":{\"id\":\"1\"}}}");
            String thing = "all is well " + things.incrementAndGet();
            assertThat(node.ask("mutation { now(note: \"%s\") { note } }".formatted(thing))
                            .encode())
                    .startsWith("{\"data\":{\"now\":{\"note\":\"%s\"}}".formatted(thing));
        }
    }

    /** What watchers at a node have seen: why they had to go, if they had to. */
    List<Watcher> watchersAt(NodeProcess node) {
        return watchers.stream().filter(watcher -> watcher.node().equals(node)).toList();
    }

    /** Clients of the topics that are not logged, at every node, who read nothing until {@link #awaitNews}. */
    List<EventStream> stay() throws Exception {
        List<EventStream> staying = new ArrayList<>();
        for (NodeProcess node : cluster.nodes()) {
            for (int i = 0; i < TOPICS; i++) {
                staying.add(WsStream.open(node.address(), READ_MILLIS, ticks(i)));
            }
        }
        return staying;
    }

    /** Each of them hears what is sent from now on, whatever it was told before; then they go. */
    void awaitNews(List<EventStream> staying) throws Exception {
        int sent = feed.sent();
        for (EventStream stream : staying) {
            try (stream) {
                EventStream.Event event = stream.next();
                while (event.failed() || event.n() <= sent) {
                    event = stream.next();
                }
            }
        }
    }

    private static Void hear(NodeProcess node, String query) {
        await().atMost(Cluster.PATIENCE).until(() -> hears(node, query));
        return null;
    }

    /** Whether one event comes after the other; not where the client is told to try again. */
    private static boolean hears(NodeProcess node, String query) throws IOException {
        try (EventStream stream = WsStream.open(node.address(), READ_MILLIS, query)) {
            EventStream.Event first = stream.next();
            EventStream.Event second = first.failed() ? first : stream.next();
            if (second.failed()) {
                return false;
            }
            assertThat(second.n()).isEqualTo(first.n() + 1);
            return true;
        }
    }

    /** Ends it. */
    @Override
    public void close() {
        followers.forEach(Follower::stop);
        watchers.forEach(Watcher::stop);
        callers.forEach(Caller::stop);
        asker.stop();
        feed.stop();
        threads.shutdownNow();
    }
}
