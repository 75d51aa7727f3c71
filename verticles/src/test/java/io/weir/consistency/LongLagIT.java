package io.weir.consistency;

import static io.weir.consistency.LaggingSystems.LEDGER;
import static io.weir.consistency.LaggingSystems.READ_MODEL;
import static io.weir.consistency.LaggingSystems.SEARCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.weir.server.GraphqlSocket;
import io.weir.testing.NodeProcess;
import io.weir.testing.Postgres;
import io.weir.testing.PostgresDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A system that lags for longer than any client waits: nobody is told something stale, and nothing is written twice. */
@Timeout(180)
class LongLagIT {

    private static final String PLACE = "mutation { placeOrder(id: \"7\") { actionId version } }";
    private static final String PLACE_LATER = "mutation { placeOrderLater(id: \"7\") { actionId } }";
    private static final String UPDATE = "subscription { orderPlaced(actionId: \"%s\") { id version } }";
    private static final String PACKET =
            "{\"id\":\"update\",\"type\":\"next\",\"payload\":{\"data\":{\"orderPlaced\":{\"id\":\"7\",\"version\":1}}";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final PostgresDatabase store = Postgres.database();
    private LaggingSystems systems;
    private NodeProcess node;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        systems = new LaggingSystems(() -> 1);
        node = NodeProcess.start(folder, "node", systems.sdl(), systems.configuration(store.uri(), "500ms"));
        systems.reportTo(node.port());
        client = new Client(node.port());
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        systems.close();
    }

    @Test
    void shouldSayAtTheLimitThatItIsWrittenAndWhoLags() throws Exception {
        // Given
        systems.hold(SEARCH);
        systems.hold(LEDGER);

        // When
        Answer answer = client.ask(PLACE);

        // Then
        assertThat(answer.body().getJsonObject("data")).isNull();
        assertThat(answer.code()).isEqualTo("CONSISTENCY_TIMEOUT");
        assertThat(answer.error().getInteger("httpStatusCode")).isEqualTo(504);
        assertThat(answer.extensions().getBoolean("committed")).isTrue();
        assertThat(answer.extensions().getString("actionId"))
                .isIn(systems.calls().keySet());
        assertThat(answer.extensions().getJsonArray("systems")).containsExactlyInAnyOrder(LEDGER, SEARCH);
        assertThat(answer.satisfied()).isFalse();
        assertThat(answer.outcomes()).isEqualTo("ledger=TIMED_OUT, readModel=REACHED, search=TIMED_OUT");
    }

    @Test
    void shouldGiveThePacketWhenTheSystemReportsAtLast() throws Exception {
        // Given
        systems.hold(READ_MODEL);
        String id = client.ask(PLACE).extensions().getString("actionId");
        try (GraphqlSocket socket = new GraphqlSocket(node.port())) {
            socket.subscribe("update", UPDATE.formatted(id));
            assertThat(node.action(id).getString("state")).isEqualTo("IN_PROGRESS");

            // When
            systems.release(READ_MODEL);

            // Then
            assertThat(socket.next()).startsWith(PACKET);
            assertThat(socket.next()).isEqualTo("{\"id\":\"update\",\"type\":\"complete\"}");
        }
        assertThat(node.action(id).getString("state")).isEqualTo("COMPLETED");
        assertThat(systems.calls()).containsOnly(Map.entry(id, 1));
    }

    @Test
    void shouldGiveThePacketOfALaterActionAfterItsGate() throws Exception {
        // Given
        systems.hold(READ_MODEL);
        String id = client.ask(PLACE_LATER).data("placeOrderLater").getString("actionId");
        try (GraphqlSocket socket = new GraphqlSocket(node.port())) {
            socket.subscribe("update", UPDATE.formatted(id));
            await().atMost(PATIENCE).until(() -> systems.calls().containsKey(id));

            // When: the client's patience does not count here
            Answer read = client.ask("mutation { placeOrder(id: \"8\") { version } }");
            systems.release(READ_MODEL);

            // Then
            assertThat(read.code()).isEqualTo("CONSISTENCY_TIMEOUT");
            assertThat(socket.next()).startsWith(PACKET);
        }
    }

    @Test
    void shouldWriteOnceThoughItsClientTriesAgain() throws Exception {
        // Given
        systems.hold(SEARCH);
        Answer first = client.ask(PLACE, "Idempotency-Key", "\"k\"");

        // When
        Answer second = client.ask(PLACE, "Idempotency-Key", "\"k\"");
        systems.release(SEARCH);
        String id = first.extensions().getString("actionId");
        await().atMost(PATIENCE).until(() -> node.action(id).getString("state").equals("COMPLETED"));
        Answer third = client.ask(PLACE, "Idempotency-Key", "\"k\"");

        // Then
        assertThat(second.code()).isEqualTo("CONSISTENCY_TIMEOUT");
        assertThat(second.extensions().getString("actionId")).isEqualTo(id);
        assertThat(third.data("placeOrder")).isEqualTo(JsonObject.of("actionId", id, "version", 1));
        assertThat(third.body().getJsonObject("extensions").getBoolean("idempotentReplay"))
                .isTrue();
        assertThat(third.outcomes()).isEqualTo("ledger=REACHED, readModel=REACHED, search=REACHED");
        assertThat(systems.calls()).containsOnly(Map.entry(id, 1));
    }

    @Test
    void shouldGoOnWaitingThoughItsNodeIsKilled() throws Exception {
        // Given
        systems.hold(LEDGER);
        systems.hold(SEARCH);
        String id = client.ask(PLACE).extensions().getString("actionId");

        // When: one system reports while no node runs, and goes on trying
        node.signal("KILL");
        node.kill();
        systems.release(LEDGER);
        node.start();

        // Then
        try (GraphqlSocket socket = new GraphqlSocket(node.port())) {
            socket.subscribe("update", UPDATE.formatted(id));
            assertThat(node.action(id).getString("state")).isEqualTo("IN_PROGRESS");
            systems.release(SEARCH);
            assertThat(socket.next()).startsWith(PACKET);
        }
        assertThat(systems.calls()).containsOnly(Map.entry(id, 1));
        assertThat(systems.refused()).isEmpty();
    }

    @Test
    void shouldTellThePacketThatPatienceIsOver() throws Exception {
        // Given
        node.close();
        node.configure(
                systems.configuration(store.uri(), "100ms").replace("consistency:", "consistency:\n  patience: 1s"));
        node.start();
        systems.hold(SEARCH);

        // When
        Answer answer = client.ask(PLACE);
        String id = answer.extensions().getString("actionId");
        try (GraphqlSocket socket = new GraphqlSocket(node.port())) {
            socket.subscribe("update", UPDATE.formatted(id));

            // Then
            JsonObject packet = new JsonObject(socket.next()).getJsonObject("payload");
            JsonObject error = packet.getJsonArray("errors").getJsonObject(0);
            assertThat(error.getJsonObject("extensions").getString("code")).isEqualTo("CONSISTENCY_TIMEOUT");
            assertThat(error.getJsonObject("extensions").getBoolean("committed"))
                    .isTrue();
            assertThat(error.getJsonObject("extensions").getJsonArray("systems"))
                    .isEqualTo(new JsonArray().add(SEARCH));
        }
        assertThat(node.action(id).getString("state")).isEqualTo("COMPLETED");
    }

    @Test
    void shouldAnswerWhatThereIsWhereTheSchemaSaysSo() throws Exception {
        // Given: a node that has done it before
        await().atMost(PATIENCE)
                .until(() -> client.ask("mutation { placeOrderOrStale(id: \"7\") { version } }")
                        .satisfied());
        systems.hold(SEARCH);

        // When
        Answer answer = client.ask("mutation { placeOrderOrStale(id: \"7\") { version } }");

        // Then
        assertThat(answer.data("placeOrderOrStale").getInteger("version")).isGreaterThan(1);
        assertThat(answer.satisfied()).isFalse();
        assertThat(answer.outcomes()).isEqualTo("ledger=REACHED, readModel=REACHED, search=TIMED_OUT");
    }
}
