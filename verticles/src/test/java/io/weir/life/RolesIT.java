package io.weir.life;

import static io.weir.life.Cluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.weir.streams.EventStream;
import io.weir.streams.SseStream;
import io.weir.streams.WsStream;
import io.weir.testing.NodeProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes with roles of their own: clients are at the one that has nothing but clients. */
@Timeout(180)
class RolesIT {

    private static final int PATIENCE_MILLIS = 20_000;

    private static final String LOOKUP = "{ lookup(id: \"7\") { id } }";

    @TempDir
    static Path folder;

    private static final ExecutorService threads = Executors.newCachedThreadPool();
    private static Cluster cluster;
    private static Feed feed;

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(folder, 1);
        cluster.node(0).roles("transport");
        cluster.node(1).roles("triggers", "bridge");
        cluster.node(2).roles("actions", "gates", "deliveries");
        cluster.start();
        feed = cluster.feed(List.of("readings.0", "ticks.0"), 20);
        threads.submit(feed::run);
    }

    @AfterAll
    static void stop() throws Exception {
        if (feed != null) {
            feed.stop();
        }
        threads.shutdown();
        cluster.close();
    }

    private static NodeProcess transport() {
        return cluster.node(0);
    }

    private static NodeProcess bridge() {
        return cluster.node(1);
    }

    private static NodeProcess actions() {
        return cluster.node(2);
    }

    @Test
    void shouldAnswerQueriesThroughTheNodeWithTheBridge() throws Exception {
        assertThat(transport().ask(LOOKUP).encode()).isEqualTo("{\"data\":{\"lookup\":{\"id\":\"7\"}}}");
    }

    @Test
    void shouldFeedSubscriptionsThroughTheNodeWithTheTriggers() throws Exception {
        for (String query : List.of(
                "subscription { ticks(sensor: \"0\") { n } }", "subscription { readings(sensor: \"0\") { n } }")) {
            try (EventStream socket = WsStream.open(transport().address(), PATIENCE_MILLIS, query);
                    EventStream sse = SseStream.open(transport().address(), PATIENCE_MILLIS, query)) {
                for (EventStream stream : List.of(socket, sse)) {
                    int first = stream.next().n();
                    assertThat(stream.next().n()).isEqualTo(first + 1);
                    assertThat(stream.next().n()).isEqualTo(first + 2);
                }
            }
        }
    }

    @Test
    void shouldGoOnFromAPlaceThroughAnotherNode() throws Exception {
        String query = "subscription { readings(sensor: \"0\") { n } }";
        try (EventStream stream = WsStream.open(transport().address(), PATIENCE_MILLIS, query)) {
            EventStream.Event last = stream.next();
            stream.next();
            try (EventStream resumed = SseStream.resume(transport().address(), PATIENCE_MILLIS, query, last.place())) {
                assertThat(resumed.next().n()).isEqualTo(last.n() + 1);
            }
        }
    }

    @Test
    void shouldDeliverEvents() {
        await().atMost(PATIENCE).until(() -> cluster.shop().told().size() > 5);
    }

    @Test
    void shouldHoldAWriteUntilTheSystemThatItReachesHasReported() throws Exception {
        // When
        JsonObject answer = transport().ask("mutation { seen(note: \"gated\") { note } }");

        // Then
        assertThat(answer.encode()).startsWith("{\"data\":{\"seen\":{\"note\":\"gated\"}}");
        String token =
                answer.getJsonObject("extensions").getJsonObject("consistency").getString("token");
        assertThat(transport()
                        .ask(LOOKUP, Duration.ofSeconds(20), "Consistency-Token", token)
                        .encode())
                .startsWith("{\"data\":{\"lookup\":{\"id\":\"7\"}}");
    }

    @Test
    void shouldSayThatNoNodeRunsActionsAndGatesUntilOneDoes() throws Exception {
        // Given
        assertThat(now("before")).isEqualTo("{\"now\":{\"note\":\"before\"}}");

        // When
        actions().kill();

        // Then
        await().atMost(PATIENCE).until(() -> now("meanwhile").equals("ACTIONS_UNAVAILABLE"));
        // and who must wait for a system is told so too
        assertThat(code(transport().ask(LOOKUP, PATIENCE, "Consistency-Token", "one-of-before")))
                .isEqualTo("CONSISTENCY_UNAVAILABLE");

        // When
        actions().start();

        // Then
        await().atMost(PATIENCE).until(() -> now("after").equals("{\"now\":{\"note\":\"after\"}}"));
    }

    @Test
    void shouldSayThatNoNodeHasTriggersAndBridgesUntilOneDoes() throws Exception {
        // When
        bridge().kill();

        // Then no request waits for ever, not even the first
        assertThat(code(transport().ask(LOOKUP, PATIENCE))).isIn("PROVIDER_UNAVAILABLE", "EVENT_REQUEST_TIMEOUT");
        await().atMost(PATIENCE)
                .until(() -> code(transport().ask(LOOKUP, PATIENCE)).equals("PROVIDER_UNAVAILABLE"));
        try (EventStream stream =
                WsStream.open(transport().address(), PATIENCE_MILLIS, "subscription { ticks(sensor: \"0\") { n } }")) {
            assertThat(code(stream.next().response())).isEqualTo("PROVIDER_UNAVAILABLE");
        }

        // When
        bridge().start();

        // Then
        await().atMost(PATIENCE).until(() -> transport().ask(LOOKUP, PATIENCE).getJsonArray("errors") == null);
    }

    /** The data, or the error's code, at once. */
    private static String now(String note) throws Exception {
        JsonObject answer =
                transport().ask("mutation { now(note: \"%s\") { note } }".formatted(note), Duration.ofSeconds(20));
        return answer.getJsonArray("errors") == null
                ? answer.getJsonObject("data").encode()
                : code(answer);
    }

    private static String code(JsonObject answer) {
        assertThat(answer.fieldNames()).as(answer.encode()).contains("errors");
        return answer.getJsonArray("errors")
                .getJsonObject(0)
                .getJsonObject("extensions")
                .getString("code");
    }
}
