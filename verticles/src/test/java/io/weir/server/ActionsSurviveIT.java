package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.weir.testing.NodeProcess;
import io.weir.testing.Postgres;
import io.weir.testing.PostgresDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was accepted is done, whatever dies in between: real processes, a real store, a real API. */
@Timeout(240)
class ActionsSurviveIT {

    private static final int ACTIONS = 1000;
    private static final int CLIENTS = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    private final PostgresDatabase database = Postgres.database();
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private CountedApi api;

    @BeforeEach
    void start() throws Exception {
        api = new CountedApi(50, 300);
    }

    @AfterEach
    void stop() throws Exception {
        clients.shutdownNow();
        nodes.forEach(NodeProcess::close);
        api.close();
        Postgres.server().start();
    }

    @Test
    void shouldEndEveryActionThoughTwoNodesAreKilledWhileTheyRun() throws Exception {
        // Given
        NodeProcess first = node("first");
        List<String> ids = accept(first, ACTIONS);
        await().atMost(PATIENCE).until(() -> api.calls().size() >= ACTIONS / 5);

        // When
        first.signal("KILL");
        NodeProcess second = node("second");
        int before = api.calls().size();
        await().atMost(PATIENCE).until(() -> api.calls().size() >= before + ACTIONS / 5);
        second.signal("KILL");
        assertThat(unfinished()).isPositive();
        NodeProcess third = node("third");

        // Then
        await().atMost(PATIENCE).until(() -> unfinished() == 0);
        assertThat(api.calls().keySet()).isEqualTo(Set.copyOf(ids));
        assertThat(database.query("select distinct state from action")).containsExactly("COMPLETED");
        for (String id : ids.subList(0, 20)) {
            assertThat(third.action(id)
                            .getJsonObject("data")
                            .getJsonObject("record")
                            .getString("actionId"))
                    .isEqualTo(id);
        }
    }

    @Test
    void shouldLoseNothingWhileTheStoreIsAwayUnderLoad() throws Exception {
        // Given clients that never stop
        NodeProcess node = node("node");
        AtomicBoolean going = new AtomicBoolean(true);
        Set<String> accepted = ConcurrentHashMap.newKeySet();
        Set<String> refusals = ConcurrentHashMap.newKeySet();
        List<Future<?>> load = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            load.add(clients.submit(() -> askOn(node, going, accepted, refusals)));
        }
        await().atMost(PATIENCE).until(() -> accepted.size() >= 100);

        // When
        Postgres.server().stop();
        try (GraphqlSocket socket = new GraphqlSocket(node.port())) {
            await().atMost(PATIENCE).until(() -> !refusals.isEmpty());

            // Then what needs no store goes on
            socket.subscribe("live", "subscription { ticks { n } }");
            assertThat(node.publish("ticks", "{\"n\":1}")).isEqualTo(202);
            assertThat(socket.next()).contains("{\"ticks\":{\"n\":1}}");
            assertThat(node.ask("{ weirVersion }").getJsonObject("data").getString("weirVersion"))
                    .isNotEmpty();
            assertThat(node.ask("mutation { now(note: \"y\") { note } }").encode())
                    .startsWith("{\"data\":{\"now\":{\"note\":\"y\"}}");
        }
        int before = accepted.size();
        TimeUnit.SECONDS.sleep(10); // as long as the outage is to last
        Postgres.server().start();

        // Then it heals, and what was accepted is done, whether before or after
        await().atMost(PATIENCE).until(() -> accepted.size() >= before + 100);
        going.set(false);
        for (Future<?> client : load) {
            client.get(60, TimeUnit.SECONDS);
        }
        await().atMost(PATIENCE).until(() -> unfinished() == 0);
        assertThat(refusals).containsExactly("STORE_UNAVAILABLE");
        assertThat(api.calls().keySet()).containsAll(accepted);
        assertThat(database.query("select distinct state from action")).containsExactly("COMPLETED");
        assertThat(database.query("select id from action")).containsAll(accepted);
    }

    private static Void askOn(NodeProcess node, AtomicBoolean going, Set<String> accepted, Set<String> refusals)
            throws Exception {
        while (going.get()) {
            JsonObject answer = node.ask("mutation { record(note: \"n\") { actionId } }");
            if (answer.getJsonArray("errors") == null) {
                accepted.add(
                        answer.getJsonObject("data").getJsonObject("record").getString("actionId"));
            } else {
                refusals.add(answer.getJsonArray("errors")
                        .getJsonObject(0)
                        .getJsonObject("extensions")
                        .getString("code"));
            }
        }
        return null;
    }

    @Test
    void shouldForgetWhatANodeFindsOutThatSleptBeyondItsLease() throws Exception {
        // Given a node that sleeps while its call is under way
        api.takes(2_000, 2_000);
        NodeProcess sleeper = node("sleeper");
        String id = accept(sleeper, 1).get(0);
        await().atMost(PATIENCE).until(() -> api.calls().containsKey(id));
        sleeper.signal("STOP");

        // When another takes the action over
        NodeProcess other = node("other");
        await().atMost(PATIENCE).until(() -> unfinished() == 0);
        JsonObject before = other.action(id);
        sleeper.signal("CONT");
        await().atMost(PATIENCE).until(() -> sleeper.ask("{ weirVersion }").getJsonObject("data") != null);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sleeper.metrics().lines()) // whichever it noticed first
                        .containsAnyOf(
                                "weir_action_leases_lost_total{action=\"record\"} 1.0",
                                "weir_action_settlements_stale_total{action=\"record\"} 1.0"));

        // Then
        assertThat(api.calls()).containsEntry(id, 2);
        assertThat(other.action(id)).isEqualTo(before);
        assertThat(sleeper.action(id)).isEqualTo(before);
        assertThat(before.getString("state")).isEqualTo("COMPLETED");
    }

    private NodeProcess node(String name) throws Exception {
        String schema = """
                type Mutation {
                  record(note: String!): Recorded! @action(url: "%s/record", mode: ASYNC)
                  now(note: String!): Noted! @action(url: "%s/now")
                }
                type Recorded { actionId: ID! note: String }
                type Noted { note: String! }
                type Query { weirVersion: String! }
                type Subscription { ticks: Tick @eventsSubscribe(topic: "ticks") }
                type Tick { n: Int }
                """.formatted(api.origin(), api.origin());
        NodeProcess node = NodeProcess.start(folder, name, schema, """
                store: { kind: postgres, uri: "%s" }
                actions: { allow: ["%s"], lease: 3s }
                """.formatted(database.uri(), api.origin()));
        nodes.add(node);
        return node;
    }

    /** Their ids. */
    private List<String> accept(NodeProcess node, int count) throws Exception {
        List<Callable<String>> calls = IntStream.range(0, count)
                .mapToObj(number -> (Callable<String>) () -> {
                    JsonObject answer = node.ask("mutation { record(note: \"%d\") { actionId } }".formatted(number));
                    return answer.getJsonObject("data").getJsonObject("record").getString("actionId");
                })
                .toList();
        List<String> ids = new ArrayList<>();
        for (Future<String> id : clients.invokeAll(calls)) {
            ids.add(id.get(60, TimeUnit.SECONDS));
        }
        assertThat(ids).doesNotHaveDuplicates();
        return ids;
    }

    private long unfinished() {
        return Long.parseLong(database.queryOne("select count(*) from action where finished_at is null"));
    }
}
