package io.weir.transport.fanout;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.weir.bus.BusCodecs;
import io.weir.bus.EventCursor;
import io.weir.config.StreamsConfig;
import io.weir.execution.OperationRequest;
import io.weir.execution.Prepared;
import io.weir.resume.ResumeIds;
import io.weir.resume.StreamId;
import io.weir.telemetry.Metrics;
import io.weir.transport.FakeLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resumable and merged subscriptions, with a log that the test writes and clients that read when the test says so. */
@Timeout(60)
class EventFeedTest {

    private static final OperationRequest REQUEST =
            new OperationRequest("subscription { s }", null, Map.of(), Map.of());
    private static final StreamId ID = new StreamId(5);
    private static final StreamsConfig CONFIG =
            new StreamsConfig(Duration.ZERO, Duration.ZERO, false, Duration.ofSeconds(30), Duration.ofSeconds(30));

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final Metrics metrics = new Metrics();
    private final List<SlowReader> readers = new ArrayList<>();
    private int instances;
    private FakeLog log;
    private Subscriptions subscriptions;

    @BeforeEach
    void start() {
        BusCodecs.register(vertx.eventBus());
        log = new FakeLog(vertx, 0);
        subscriptions = subscriptions(CONFIG, Duration.ofSeconds(30));
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void shouldReadPagesAndThenGoOnLive() {
        // Given
        long first = log.publish("t");
        publish("t", 7);

        // When
        SlowReader reader = join(stream("t", first));
        await().until(() -> log.members("t") == 1);
        publish("t", 2);

        // Then
        shouldHave(reader, "s", 9);
        assertThat(log.joins).hasSize(3);
        assertThat(onLoop(() -> reader.heard.get(0))).isEqualTo("live");
        assertThat(metrics.framesOut().count()).isEqualTo(9);
        assertThat(metrics.subscriptions().sum()).isEqualTo(1);
    }

    @Test
    void shouldSayItsPlaceOnceItIsLiveAndWhenThatMoves() {
        // Given
        log.publish("other");

        // When
        SlowReader reader = join(stream("t", null));
        await().until(() -> onLoop(() -> reader.ids.size()) == 1);
        log.moveOn("t");

        // Then
        await().until(() -> onLoop(() -> reader.ids.size()) == 2);
        assertThat(onLoop(() -> List.copyOf(reader.heard))).containsExactly("live", "position", "position");
        assertThat(onLoop(() -> List.copyOf(reader.ids)))
                .containsExactly(
                        ResumeIds.write(FakeLog.STORE, List.of(ID), new long[] {1}),
                        ResumeIds.write(FakeLog.STORE, List.of(ID), new long[] {2}));
    }

    @Test
    void shouldNotPromiseWhatItsTriggerDoesNotKeepAnyMore() {
        // Given
        log.keepNothing("t");

        // When
        SlowReader reader = join(stream("t", null));

        // Then
        await().until(() -> onLoop(() -> !reader.heard.isEmpty()));
        assertThat(onLoop(() -> reader.heard.get(0))).contains("refused", "subscribe again");
        await().until(() -> log.leaves.size() == 1);
    }

    @Test
    void shouldLeaveTheGroupForAClientThatIsFullAndGoOnWhenItHasRead() {
        // Given
        SlowReader slow = join(stream("t", null));
        SlowReader quick = join(stream("t", null));
        await().until(() -> log.members("t") == 2);
        onLoop(() -> slow.room = 1);

        // When
        publish("t", 9);

        // Then
        shouldHave(quick, "s", 9);
        await().until(() -> log.members("t") == 1);
        assertThat(onLoop(() -> slow.positions.get("s").size())).isEqualTo(1);
        assertThat(metrics.fallbacks().count()).isEqualTo(1);
        onLoop(() -> slow.reads(2));
        await().until(() -> onLoop(() -> slow.positions.get("s").size()) == 3);
        onLoop(() -> slow.reads(Integer.MAX_VALUE));
        shouldHave(slow, "s", 9);
        await().until(() -> log.members("t") == 2);
    }

    @Test
    void shouldCutOffAClientThatDoesNotReadInTime() {
        // Given
        subscriptions = subscriptions(
                new StreamsConfig(Duration.ZERO, Duration.ZERO, false, Duration.ofSeconds(30), Duration.ofMillis(20)),
                Duration.ofSeconds(30));
        SlowReader reader = join(stream("t", null));
        await().until(() -> log.members("t") == 1);

        // When
        onLoop(() -> reader.room = 0);
        log.publish("t");

        // Then
        await().until(() -> onLoop(() -> reader.heard.contains("stalled")));
        assertThat(metrics.subscriptions().sum()).isZero();
    }

    @Test
    void shouldJoinAgainWhenItsGroupFellBehind() {
        // Given
        List<SlowReader> all =
                Stream.generate(() -> join(stream("t", null))).limit(20).toList();
        await().until(() -> log.members("t") == 20);

        // When
        publish("t", 2);
        log.fallBehind("t");
        publish("t", 5);

        // Then
        all.forEach(reader -> shouldHave(reader, "s", 7));
        await().until(() -> log.members("t") == 20);
        assertThat(metrics.subscriptions().sum()).isEqualTo(20);
    }

    @Test
    void shouldWaitForTheStoreAndForATriggerThatDoesNotAnswer() {
        // Given
        subscriptions = subscriptions(CONFIG, Duration.ofMillis(1));
        SlowReader reader = join(stream("t", null));
        await().until(() -> log.members("t") == 1);

        // When
        log.fail(2);
        log.fallBehind("t");
        publish("t", 2);
        await().until(() -> log.joins.size() >= 3);
        log.lose(1);
        log.fallBehind("t");
        publish("t", 2);

        // Then
        shouldHave(reader, "s", 4);
        assertThat(onLoop(() -> reader.heard)).noneMatch(what -> what.contains("error"));
    }

    @Test
    void shouldBreakOffWithItsPlaceWhenTheStoreStaysAway() {
        // Given
        subscriptions = subscriptions(
                new StreamsConfig(Duration.ZERO, Duration.ZERO, false, Duration.ofMillis(1), Duration.ofSeconds(30)),
                Duration.ofSeconds(30));
        SlowReader reader = join(stream("t", null));
        await().until(() -> log.members("t") == 1);

        // When
        log.fail(1000);
        log.fallBehind("t");

        // Then
        await().until(() -> onLoop(() -> reader.heard.size()) == 3);
        assertThat(onLoop(() -> reader.heard.get(2)))
                .isEqualTo(
                        "broken [{\"message\":\"the store does not answer\",\"extensions\":{\"code\":\"STORE_UNAVAILABLE\","
                                + "\"eventId\":\"" + reader.ids.get(0) + "\"}}]");
        assertThat(metrics.subscriptions().sum()).isZero();
    }

    @Test
    void shouldRefuseAtTheStartWithoutTryingAgain() {
        // Given
        log.fail(1);

        // When
        SlowReader reader = join(stream("t", null));

        // Then
        await().until(() -> onLoop(() -> reader.heard.size()) == 1);
        assertThat(onLoop(() -> reader.heard.get(0))).startsWith("refused").contains("STORE_UNAVAILABLE");
        assertThat(log.joins).hasSize(1);
    }

    @Test
    void shouldEndWithWhatItsTriggerSaysWhenItMayNotGoOn() {
        // Given
        SlowReader reader = join(stream("t", null));
        await().until(() -> log.members("t") == 1);

        // When
        log.refuse("t", "[{\"message\":\"gap\",\"extensions\":{\"code\":\"RESUME_GAP\"}}]");
        log.fallBehind("t");

        // Then
        await().until(() -> onLoop(() -> reader.heard.size()) == 3);
        assertThat(onLoop(() -> reader.heard.get(2))).startsWith("refused").contains("RESUME_GAP");
        assertThat(metrics.subscriptions().sum()).isZero();
    }

    @Test
    void shouldGiveAnEventsOwnIdWhereItCanTravel() {
        // Given
        SlowReader reader = join(stream("t", null));
        await().until(() -> onLoop(() -> reader.ids.size()) == 1);
        List<String> fit = List.of("5", "ä b", "w1.x");
        List<String> unfit = List.of("", " 5", "5 ", "a\nb", "a\rb", "a\0b", "a\tb", "\ud800", "x".repeat(1025));

        // When
        fit.forEach(id -> log.publish("t", id));
        unfit.forEach(id -> log.publish("t", id));

        // Then
        int all = 1 + fit.size() + unfit.size();
        await().until(() -> onLoop(() -> reader.ids.size()) == all);
        List<String> ids = onLoop(() -> List.copyOf(reader.ids));
        assertThat(ids.subList(1, 1 + fit.size())).isEqualTo(fit);
        assertThat(ids.subList(1 + fit.size(), all)).allMatch(id -> id.matches("w1\\.[A-Za-z0-9_-]{32}"));
    }

    @Test
    void shouldGiveNoIdToWhatCameOfNoEvent() {
        // Given
        SlowReader reader = join(stream("t", null));
        await().until(() -> onLoop(() -> reader.ids.size()) == 1);

        // When
        log.error("t");

        // Then
        await().until(() -> onLoop(() -> reader.heard.contains("next {\"errors\":[]}")));
        assertThat(onLoop(() -> reader.ids.size())).isEqualTo(1);
    }

    @Test
    void shouldLeaveEverywhereWhenCancelled() {
        // Given
        SlowReader live = join(root("a", "t", null), root("b", "u", null));
        await().until(() -> log.members("t") + log.members("u") == 2);
        log.hold("v");
        SlowReader joining = join(root("a", "t", null), root("b", "v", null));
        await().until(() -> log.members("t") == 2);

        // When
        onLoop(() -> cancel(live, joining));
        log.let();

        // Then
        await().until(() -> log.members("t") + log.members("u") + log.members("v") == 0);
        assertThat(metrics.subscriptions().sum()).isZero();
    }

    @Test
    void shouldMergeRootsByPositionWhileOneReads() {
        // Given
        publish("t", 1);
        for (int i = 0; i < 10; i++) {
            log.publish(i % 2 == 0 ? "t" : "u");
        }
        log.hold("t");
        log.pages(100);

        // When one is live before the other has read anything
        SlowReader reader = join(root("a", "t", 1L), root("b", "u", 1L));
        await().until(() -> log.members("u") == 1);
        publish("u", 2);
        log.pages(2);
        log.let();

        // Then
        shouldHave(reader, "a", 5, "t", 1);
        shouldHave(reader, "b", 7, "u", 1);
        List<String> results = onLoop(() -> List.copyOf(reader.heard)).stream()
                .filter(what -> what.startsWith("next"))
                .map(what -> what.replaceAll("[^0-9]", ""))
                .toList();
        assertThat(results).containsExactly("2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13");
    }

    @Test
    void shouldRefuseAllWhenOneRootIsRefusedAtTheStart() {
        // Given
        log.refuse("u", "[{\"message\":\"no\"}]");

        // When
        SlowReader reader = join(root("a", "t", null), root("b", "u", null));

        // Then
        await().until(() -> onLoop(() -> reader.heard.size()) == 1);
        assertThat(onLoop(() -> reader.heard.get(0))).isEqualTo("refused [{\"message\":\"no\"}]");
        await().until(() -> log.members("t") == 0 && !log.leaves.isEmpty());
    }

    @Test
    void shouldGoOnWithTheOtherRootsWhenOneEndsOrIsRefusedLater() {
        // Given
        SlowReader reader = join(root("a", "t", null), root("b", "u", null), root("c", "v", null));
        await().until(() -> log.members("t") + log.members("u") + log.members("v") == 3);

        // When
        log.complete("t");
        log.refuse("u", "[{\"message\":\"gap\"}]");
        log.fallBehind("u");
        await().until(() -> onLoop(() -> reader.heard.toString().contains("gap")));
        log.publish("v");
        log.complete("v");

        // Then
        await().until(() -> onLoop(() -> reader.heard.contains("complete")));
        List<String> heard = onLoop(() -> List.copyOf(reader.heard));
        assertThat(heard)
                .contains("next {\"data\":null,\"errors\":[{\"message\":\"gap\",\"path\":[\"b\"]}]}")
                .endsWith("next {\"data\":{\"c\":%d}}".formatted(log.head()), "complete");
        assertThat(metrics.subscriptions().sum()).isZero();
    }

    @Test
    void shouldMixInRootsThatAreOnlyLive() {
        // Given
        publish("t", 9);
        SlowReader reader = join(root("a", "t", 1L), new Prepared.Stream("default", "u", "b", null));
        await().until(() -> log.members("u") == 1 && log.members("t") == 1);
        int ids = onLoop(() -> reader.ids.size());

        // When
        log.publish("u");

        // Then
        await().until(() -> onLoop(() -> reader.positions.containsKey("b")));
        assertThat(onLoop(() -> reader.ids.size())).isEqualTo(ids);
        shouldHave(reader, "a", 8, "t", 1);
    }

    @Test
    void shouldLetALiveRootReadFromTheLogWhenTooMuchWaitsForAnother() {
        // Given
        publish("t", 10);
        log.pages(2);
        log.hold("t");
        SlowReader reader = join(root("a", "t", 0L), root("b", "u", null));
        await().until(() -> log.members("u") == 1);

        // When
        log.publish("t");
        publish("u", EventFeed.MOST_HELD + 5);
        await().until(() -> log.members("u") == 0);
        log.pages(100);
        log.let();

        // Then
        shouldHave(reader, "a", 11);
        shouldHave(reader, "b", EventFeed.MOST_HELD + 5, "u", 0);
        await().until(() -> log.members("u") == 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldGiveEachClientEachEventOnceAndInOrderWhateverHappens(long seed) {
        // Given
        Random random = new Random(seed);
        subscriptions = subscriptions(CONFIG, Duration.ofSeconds(1));
        log.slow(new Random(seed));
        List<String> topics = List.of("t", "u", "v");
        publish("t", 5);
        publish("u", 5);
        publish("v", 5);

        // When
        for (int step = 0; step < 400; step++) {
            String topic = topics.get(random.nextInt(topics.size()));
            switch (random.nextInt(12)) {
                case 0 -> log.fallBehind(topic);
                case 1 -> log.moveOn(topic);
                case 2 -> log.fail(random.nextInt(3));
                case 3 -> log.pages(1 + random.nextInt(5));
                case 4 -> joinSomehow(random);
                case 5 -> log.repeat(topic);
                case 6, 7 -> onLoop(() -> limit(random));
                default -> log.publish(topic);
            }
        }
        log.fail(0);

        // Then
        onLoop(() -> readers.forEach(reader -> reader.reads(Integer.MAX_VALUE)));
        await().untilAsserted(() -> onLoop(() -> readers.forEach(this::shouldBeComplete)));
        assertThat(onLoop(() -> readers.stream()
                        .filter(reader -> !reader.positions.isEmpty())
                        .count()))
                .isGreaterThan(5);
    }

    private final Map<SlowReader, List<Prepared.Stream>> asked = new java.util.HashMap<>();

    private void joinSomehow(Random random) {
        int roots = 1 + random.nextInt(3);
        List<Prepared.Stream> streams = new ArrayList<>();
        for (int i = 0; i < roots; i++) {
            String topic = List.of("t", "u", "v").get(random.nextInt(3));
            streams.add(root("k" + i, topic, (long) random.nextInt((int) log.head())));
        }
        asked.put(join(streams.toArray(Prepared.Stream[]::new)), streams);
    }

    private Void limit(Random random) {
        for (SlowReader reader : readers) {
            if (random.nextBoolean()) {
                reader.reads(random.nextInt(4));
            }
        }
        return null;
    }

    private Void shouldBeComplete(SlowReader reader) {
        if (reader.heard.toString().startsWith("[refused")) {
            return null; // the store was away when it came
        }
        for (Prepared.Stream stream : asked.get(reader)) {
            List<Long> wanted = log.events.stream()
                    .filter(event -> event.topic().equals(stream.topic()))
                    .map(FakeLog.Event::position)
                    .filter(position -> position > stream.place().after().position())
                    .toList();
            assertThat(reader.positions.getOrDefault(key(stream), List.of())).isEqualTo(wanted);
        }
        return null;
    }

    private static String key(Prepared.Stream stream) {
        return stream.responseKey() == null ? "s" : stream.responseKey();
    }

    private void publish(String topic, int times) {
        for (int i = 0; i < times; i++) {
            log.publish(topic);
        }
    }

    private static Prepared.Stream stream(String topic, Long after) {
        return new Prepared.Stream("default", topic, null, place(ID, after));
    }

    private static Prepared.Stream root(String key, String topic, Long after) {
        return new Prepared.Stream("default", topic, key, place(new StreamId(key.hashCode()), after));
    }

    private static Prepared.Place place(StreamId id, Long after) {
        return new Prepared.Place(id, after == null ? null : EventCursor.at(FakeLog.STORE, after));
    }

    private SlowReader join(Prepared.Stream... roots) {
        List<Prepared.Stream> streams = List.of(roots);
        List<Prepared.Stream> logged =
                streams.stream().filter(root -> root.place() != null).toList();
        SlowReader reader = new SlowReader(
                logged.stream().map(EventFeedTest::key).toList(),
                logged.stream().map(root -> root.place().id()).toList(),
                logged.stream()
                        .map(root -> root.place().after())
                        .map(after -> after == null ? log.head() : after.position())
                        .toList());
        Prepared.Subscription subscription = roots.length == 1 ? roots[0] : new Prepared.Streams(streams);
        onLoop(() -> reader.feed = subscriptions.join(subscription, REQUEST, reader));
        readers.add(reader);
        return reader;
    }

    private static Void cancel(SlowReader... all) {
        for (SlowReader reader : all) {
            reader.feed.cancel();
        }
        return null;
    }

    /** The reader has the last {@code count} events, each once and in order. */
    private void shouldHave(SlowReader reader, String key, int count) {
        await().untilAsserted(() -> {
            List<Long> all = log.events.stream()
                    .filter(event -> event.topic().equals("t"))
                    .map(FakeLog.Event::position)
                    .toList();
            assertThat(onLoop(() -> List.copyOf(reader.positions.getOrDefault(key, List.of()))))
                    .isEqualTo(all.subList(all.size() - count, all.size()));
        });
    }

    private void shouldHave(SlowReader reader, String key, int count, String topic, long after) {
        await().untilAsserted(() -> assertThat(onLoop(() -> List.copyOf(reader.positions.getOrDefault(key, List.of()))))
                .hasSize(count)
                .isEqualTo(log.events.stream()
                        .filter(event -> event.topic().equals(topic))
                        .map(FakeLog.Event::position)
                        .filter(position -> position > after)
                        .toList()));
    }

    private Subscriptions subscriptions(StreamsConfig config, Duration joinTimeout) {
        String address = "t" + instances++;
        Subscriptions made = new Subscriptions(vertx, address, 1, joinTimeout, config, metrics);
        onLoop(made::start);
        return made;
    }

    private <T> T onLoop(Callable<T> task) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(v -> {
            try {
                done.complete(task.call());
            } catch (Exception | AssertionError e) {
                done.fail(e);
            }
        });
        try {
            return done.future().toCompletionStage().toCompletableFuture().get(20, SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e.getCause() == null ? e : e.getCause());
        }
    }

    private void onLoop(Runnable task) {
        onLoop(() -> {
            task.run();
            return null;
        });
    }
}
