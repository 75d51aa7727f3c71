package io.weir.consistency;

import static io.weir.consistency.LaggingSystems.READ_MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.weir.server.ConfiguredNode;
import io.weir.server.GraphqlSocket;
import io.weir.testing.Postgres;
import io.weir.testing.PostgresDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who brings the token of a write sees the write, by whatever way it asks; a token that is none opens nothing. */
@Timeout(120)
class TokenReadsIT {

    private static final String PLACE = "mutation { placeOrderOrStale(id: \"7\") { version } }";
    private static final String READ = "{ order(id: \"7\") { version } }";
    private static final String ORDERED = "subscription { ordered { version } }";
    private static final String LIMIT = "Consistency-Timeout";
    private static final JsonObject SHOWN = JsonObject.of("version", 1);
    private static final JsonObject STALE = JsonObject.of("version", 0);

    @TempDir
    Path folder;

    private final PostgresDatabase store = Postgres.database();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private LaggingSystems systems;
    private ConfiguredNode node;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        systems = new LaggingSystems(() -> 1);
        node = node("node", store, "");
        systems.serve(node.vertx());
        systems.reportTo(node.port());
        client = new Client(node.port());
        systems.hold(READ_MODEL);
    }

    @AfterEach
    void stop() throws Exception {
        threads.shutdownNow();
        node.close();
        systems.close();
    }

    private ConfiguredNode node(String name, PostgresDatabase on, String tokens) throws Exception {
        return ConsistentNode.start(folder, name, systems.sdl(), systems.configuration(on.uri(), "20s") + tokens);
    }

    /** The token of a write that the read model does not show. */
    private String write() throws Exception {
        Answer answer = client.ask(PLACE, LIMIT, "1ms");
        assertThat(answer.satisfied()).isFalse();
        return answer.token();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "GET", "extension", "extension with a list", "several"})
    void shouldHoldAReadUntilItSeesTheWrite(String way) throws Exception {
        // Given
        String token = write();
        assertThat(client.ask(READ).data("order")).isEqualTo(STALE);

        // When
        Future<Answer> read = threads.submit(() -> switch (way) {
            case "POST" -> client.ask(READ, Client.TOKEN, token);
            case "GET" -> client.get(READ, Client.TOKEN, token);
            case "extension" -> client.ask(READ, extension("token", token));
            case "extension with a list" -> client.ask(READ, extension("token", new JsonArray().add(token)));
            default -> client.ask(READ, Client.TOKEN, "cz0, " + token, Client.TOKEN, token);
        });
        assertThat(client.ask(READ, Client.TOKEN, token, LIMIT, "100ms").code()).isEqualTo("CONSISTENCY_TIMEOUT");
        assertThat(read).isNotDone();
        systems.release(READ_MODEL);

        // Then
        Answer answer = read.get(60, TimeUnit.SECONDS);
        assertThat(answer.data("order")).isEqualTo(SHOWN);
        assertThat(answer.satisfied()).isTrue();
        assertThat(answer.outcomes()).contains("readModel=REACHED");
    }

    @Test
    void shouldFetchNothingForAReadThatTimesOut() throws Exception {
        // Given
        String token = write();

        // When
        Answer answer = client.ask(READ, Client.TOKEN, token, LIMIT, "50ms");

        // Then
        assertThat(answer.body().containsKey("data")).isFalse();
        assertThat(answer.code()).isEqualTo("CONSISTENCY_TIMEOUT");
        assertThat(answer.extensions().getJsonArray("systems")).containsExactly(READ_MODEL);
        assertThat(answer.extensions().containsKey("committed")).isFalse();
    }

    @Test
    void shouldGiveWhatThereIsToWhoAsksForIt() throws Exception {
        // Given
        String token = write();

        // When
        Answer byHeader = client.ask(READ, Client.TOKEN, token, LIMIT, "50ms", "Consistency-On-Timeout", "stale");
        Answer byExtension = client.ask(
                READ,
                JsonObject.of("consistency", JsonObject.of("token", token, "timeout", "50ms", "onTimeout", "STALE")));

        // Then
        for (Answer answer : List.of(byHeader, byExtension)) {
            assertThat(answer.data("order")).isEqualTo(STALE);
            assertThat(answer.satisfied()).isFalse();
            assertThat(answer.outcomes()).contains("readModel=TIMED_OUT");
        }
    }

    @Test
    void shouldNotLetASystemWaitForItself() throws Exception {
        // Given: the read model asks, while it applies the write
        String token = write();

        // When
        Answer itself = client.ask(READ, Client.TOKEN, token, "Consistency-System", READ_MODEL);
        Answer other = client.ask(READ, Client.TOKEN, token, "Consistency-System", "search", LIMIT, "50ms");
        Answer nobody = client.ask(READ, Client.TOKEN, token, "Consistency-System", "nobody");

        // Then
        assertThat(itself.data("order")).isEqualTo(STALE);
        assertThat(other.code()).isEqualTo("CONSISTENCY_TIMEOUT");
        assertThat(nobody.code()).isEqualTo("BAD_USER_INPUT");
    }

    @Test
    void shouldHoldAReadOverServerSentEvents() throws Exception {
        // Given
        String token = write();

        // When
        Future<List<JsonObject>> read = threads.submit(() -> {
            try (Stream<String> lines = client.stream(READ, Client.TOKEN, token)) {
                return Client.responses(lines, 1);
            }
        });
        assertThat(client.ask(READ, Client.TOKEN, token, LIMIT, "50ms").code()).isEqualTo("CONSISTENCY_TIMEOUT");
        assertThat(read).isNotDone();
        systems.release(READ_MODEL);

        // Then
        assertThat(read.get(60, TimeUnit.SECONDS).get(0).getJsonObject("data"))
                .isEqualTo(JsonObject.of("order", SHOWN));
    }

    @Test
    void shouldHoldTheOneOperationOfASocketThatHasTheToken() throws Exception {
        // Given
        String token = write();
        try (GraphqlSocket socket = new GraphqlSocket(node.port())) {
            // When
            socket.send(subscribe("gated", READ, extension("token", token)));
            socket.send(subscribe("free", READ, new JsonObject()));

            // Then
            assertThat(socket.next())
                    .startsWith("{\"id\":\"free\",\"type\":\"next\"")
                    .contains("{\"version\":0}");
            assertThat(socket.next()).isEqualTo("{\"id\":\"free\",\"type\":\"complete\"}");
            systems.release(READ_MODEL);
            assertThat(socket.next())
                    .startsWith("{\"id\":\"gated\",\"type\":\"next\"")
                    .contains("{\"version\":1}");
        }
    }

    @Test
    void shouldRefuseOverASocketWhatIsNoToken() throws Exception {
        try (GraphqlSocket socket = new GraphqlSocket(node.port())) {
            // When
            socket.send(subscribe("forged", READ, extension("token", "cz1.forged")));

            // Then
            assertThat(socket.next())
                    .startsWith("{\"id\":\"forged\",\"type\":\"error\"")
                    .contains("INVALID_CONSISTENCY_TOKEN");
        }
    }

    @Test
    void shouldBeginAStreamBehindTheWriteOfTheToken() throws Exception {
        // Given: one event from before the write, two from after it
        node.publish("ordered", event(1));
        String token = write();
        node.publish("ordered", event(2));
        node.publish("ordered", event(3));
        systems.release(READ_MODEL);

        // When
        List<JsonObject> events;
        try (Stream<String> lines = client.stream(ORDERED, Client.TOKEN, token)) {
            events = Client.responses(lines, 2);
        }

        // Then
        assertThat(events)
                .extracting(event -> event.getJsonObject("data").getJsonObject("ordered"))
                .containsExactly(JsonObject.of("version", 2), JsonObject.of("version", 3));
    }

    @Test
    void shouldBeginAStreamWhereItsOwnPlaceSaysWhateverTheToken() throws Exception {
        // Given
        String token = write();
        node.publish("ordered", event(2));
        systems.release(READ_MODEL);
        try (GraphqlSocket socket = new GraphqlSocket(node.port())) {
            socket.send(subscribe("first", ORDERED, extension("token", token)));
            JsonObject first = new JsonObject(socket.next()).getJsonObject("payload");
            String place = first.getJsonObject("extensions").getString("eventId");
            node.publish("ordered", event(3));
            socket.next();

            // When
            JsonObject extensions = extension("token", token).put("lastEventId", place);
            socket.send(subscribe("second", ORDERED, extensions));

            // Then
            assertThat(socket.next())
                    .startsWith("{\"id\":\"second\",\"type\":\"next\"")
                    .contains("{\"version\":3}");
        }
    }

    @Test
    void shouldRefuseForgedTokens() throws Exception {
        // Given
        String token = write();
        char last = token.charAt(token.length() / 2);
        String changed = token.substring(0, token.length() / 2)
                + (last == 'A' ? 'B' : 'A')
                + token.substring(token.length() / 2 + 1);

        // Then
        for (String forged : List.of(changed, token + "A", token.substring(1), "cz1.", "x", "cz0x", "ä")) {
            Answer answer = client.ask(READ, extension("token", forged));
            assertThat(answer.code()).as(forged).isEqualTo("INVALID_CONSISTENCY_TOKEN");
            assertThat(answer.body().containsKey("data")).isFalse();
        }
    }

    @Test
    void shouldRefuseTokensThatAreTooLongOrTooMany() throws Exception {
        // Given
        String token = write();
        JsonArray many = new JsonArray();
        for (int i = 0; i < 1_000; i++) {
            many.add(token + i);
        }

        // Then
        Map<Object, String> codes = Map.of(
                "cz1." + "A".repeat(100_000), "INVALID_CONSISTENCY_TOKEN", many, "BAD_USER_INPUT", 1, "BAD_USER_INPUT");
        for (Map.Entry<Object, String> each : codes.entrySet()) {
            Answer answer = client.ask(READ, extension("token", each.getKey()));
            assertThat(answer.code()).isEqualTo(each.getValue());
            assertThat(answer.body().containsKey("data")).isFalse();
        }
    }

    @Test
    void shouldRefuseTheTokenOfAnotherInstallation() throws Exception {
        // Given
        try (ConfiguredNode foreign = node("foreign", Postgres.database(), "")) {
            systems.serve(foreign.vertx());

            // When
            Answer answer = new Client(foreign.port()).ask(READ, Client.TOKEN, write());

            // Then
            assertThat(answer.code()).isEqualTo("INVALID_CONSISTENCY_TOKEN");
        }
    }

    @Test
    void shouldRefuseATokenThatHasExpired() throws Exception {
        // Given
        node.close();
        node = node("node", store, "  tokens: { lifetime: 1s }\n");
        systems.reportTo(node.port());
        client = new Client(node.port());
        String token = write();

        // Then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(client.ask(READ, Client.TOKEN, token, LIMIT, "1ms")
                                .code())
                        .isEqualTo("INVALID_CONSISTENCY_TOKEN"));
    }

    @Test
    void shouldGiveATokenForWritesOnly() throws Exception {
        // When
        Answer read = client.ask(READ);
        Answer unaffecting = client.ask("mutation { placeOrderUnsafe(id: \"1\") { version } }");
        Answer failed = client.ask("mutation { placeOrderUnsafe { version } }");

        // Then
        assertThat(read.body().encode()).doesNotContain("\"token\"");
        assertThat(client.ask(READ, Client.TOKEN, unaffecting.token()).data("order"))
                .isEqualTo(STALE);
        assertThat(failed.body().encode()).doesNotContain("\"token\"");
    }

    @Test
    void shouldStandForTheWritesOfTheRequestsTokensToo() throws Exception {
        // Given: a write that waits for nothing, made by a client that has seen another one
        String first = write();
        Answer second = client.ask(
                "mutation { placeOrderUnsafe(id: \"1\") { version } }",
                JsonObject.of("consistency", JsonObject.of("token", first, "timeout", 1, "onTimeout", "STALE")));

        // When
        Answer read = client.ask(READ, Client.TOKEN, second.token(), LIMIT, "50ms");

        // Then
        assertThat(read.code()).isEqualTo("CONSISTENCY_TIMEOUT");
        assertThat(read.extensions().getJsonArray("systems")).containsExactly(READ_MODEL);
    }

    private static String event(int version) {
        return JsonObject.of("id", "7", "version", version).encode();
    }

    private static JsonObject extension(String name, Object value) {
        return JsonObject.of("consistency", JsonObject.of(name, value));
    }

    private static String subscribe(String id, String query, JsonObject extensions) {
        JsonObject payload = JsonObject.of("query", query, "extensions", extensions);
        return JsonObject.of("id", id, "type", "subscribe", "payload", payload).encode();
    }
}
