package io.weir.transport.fanout;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.weir.bus.BusCodecs;
import io.weir.bus.EventCursor;
import io.weir.cluster.Alone;
import io.weir.config.StreamsConfig;
import io.weir.execution.OperationRequest;
import io.weir.execution.Prepared;
import io.weir.resume.StreamId;
import io.weir.telemetry.Metrics;
import io.weir.transport.FakeLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Subscriptions to a log that the test writes, of clients that read when the test says so. */
abstract class FeedFixture {

    static final OperationRequest REQUEST = new OperationRequest("subscription { s }", null, Map.of(), Map.of());
    static final StreamId ID = new StreamId(5);
    static final StreamsConfig CONFIG =
            new StreamsConfig(Duration.ZERO, Duration.ZERO, false, Duration.ofSeconds(30), Duration.ofSeconds(30));

    final Vertx vertx = Vertx.vertx();
    final Context loop = vertx.getOrCreateContext();
    final Metrics metrics = new Metrics();
    final List<SlowReader> readers = new ArrayList<>();
    int instances;
    FakeLog log;
    Subscriptions subscriptions;

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

    static String key(Prepared.Stream stream) {
        return stream.responseKey() == null ? "s" : stream.responseKey();
    }

    void publish(String topic, int times) {
        for (int i = 0; i < times; i++) {
            log.publish(topic);
        }
    }

    static Prepared.Stream stream(String topic, Long after) {
        return new Prepared.Stream("default", topic, null, place(ID, after));
    }

    static Prepared.Stream root(String key, String topic, Long after) {
        return new Prepared.Stream("default", topic, key, place(new StreamId(key.hashCode()), after));
    }

    static Prepared.Place place(StreamId id, Long after) {
        return new Prepared.Place(id, after == null ? null : EventCursor.at(FakeLog.STORE, after));
    }

    SlowReader join(Prepared.Stream... roots) {
        List<Prepared.Stream> streams = List.of(roots);
        List<Prepared.Stream> logged =
                streams.stream().filter(root -> root.place() != null).toList();
        SlowReader reader = new SlowReader(
                logged.stream().map(FeedFixture::key).toList(),
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

    static Void cancel(SlowReader... all) {
        for (SlowReader reader : all) {
            reader.feed.cancel();
        }
        return null;
    }

    /** The reader has the last {@code count} events, each once and in order. */
    void shouldHave(SlowReader reader, String key, int count) {
        await().untilAsserted(() -> {
            List<Long> all = log.events.stream()
                    .filter(event -> event.topic().equals("t"))
                    .map(FakeLog.Event::position)
                    .toList();
            assertThat(onLoop(() -> List.copyOf(reader.positions.getOrDefault(key, List.of()))))
                    .isEqualTo(all.subList(all.size() - count, all.size()));
        });
    }

    void shouldHave(SlowReader reader, String key, int count, String topic, long after) {
        await().untilAsserted(() -> assertThat(onLoop(() -> List.copyOf(reader.positions.getOrDefault(key, List.of()))))
                .hasSize(count)
                .isEqualTo(log.events.stream()
                        .filter(event -> event.topic().equals(topic))
                        .map(FakeLog.Event::position)
                        .filter(position -> position > after)
                        .toList()));
    }

    Subscriptions subscriptions(StreamsConfig config, Duration joinTimeout) {
        Subscriptions made = new Subscriptions(vertx, Alone.of("n1", 1), instances++, joinTimeout, config, metrics);
        onLoop(made::start);
        return made;
    }

    <T> T onLoop(Callable<T> task) {
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

    void onLoop(Runnable task) {
        onLoop(() -> {
            task.run();
            return null;
        });
    }
}
