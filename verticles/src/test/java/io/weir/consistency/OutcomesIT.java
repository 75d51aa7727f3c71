package io.weir.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.weir.server.ConfiguredNode;
import io.weir.testing.FreePorts;
import io.weir.testing.Postgres;
import io.weir.testing.PostgresDatabase;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
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

/** Writes that concern no one, systems that are not interested, ask back, say nothing or are not there: every wait ends. */
@Timeout(120)
class OutcomesIT {

    private static final String SDL = """
            type Query { order(id: ID!): Order! @eventsRequest(topic: "getOrder") }
            type Mutation {
              write(version: Int! = 1, affected: [String!]): Order!
                @action(url: "bus:write", affects: ["silent", "other"])
              change(affected: [String!]): OperationStateInterface! @action(url: "bus:change", affects: ["silent"])
              ask: Order! @action(url: "bus:write", affects: ["mute", "gone"])
              log: Order! @action(url: "bus:write", affects: ["reader"])
            }
            type Subscription {
              ordered(after: String): Order @eventsSubscribe(topic: "ordered", resume: "after")
              large(after: String): Order
                @eventsSubscribe(topic: "ordered", resume: "after")
                @subscriptionFilter(condition: { IN: { fieldPath: "version", values: [1000] } })
              other(after: String): Order @eventsSubscribe(topic: "other", resume: "after")
            }
            type Order { id: ID! version: Int }
            """;

    private static final String CONFIGURATION = """
            store: { kind: postgres, uri: "%s" }
            actions: { allow: ["http://127.0.0.1:%d", "http://127.0.0.1:%d"] }
            consistency:
              timeout: 500ms
              systems:
                silent: { report: ack }
                other: { report: ack }
                mute: { report: probe, url: "http://127.0.0.1:%d/{{ response.id }}", answer: 100ms }
                gone: { report: probe, url: "http://127.0.0.1:%d/{{ response.id }}" }
                reader: { report: log, topics: [ordered], timeout: 30s }
            """;

    private static final String WRITE = "mutation { write { version } }";
    private static final String READ = "{ order(id: \"7\") { version } }";

    @TempDir
    Path folder;

    private final PostgresDatabase store = Postgres.database();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private ServerSocket mute;
    private ConfiguredNode node;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress()); // connections are made, and nothing is said
        int gone = FreePorts.next();
        node = ConsistentNode.start(
                folder,
                "node",
                SDL,
                CONFIGURATION.formatted(store.uri(), mute.getLocalPort(), gone, mute.getLocalPort(), gone));
        client = new Client(node.port());
        node.vertx().eventBus().<JsonObject>consumer("getOrder", question -> question.reply(order(7)));
        node.vertx().eventBus().<JsonObject>consumer("write", question -> question.reply(answer(question.body())));
        node.vertx()
                .eventBus()
                .<JsonObject>consumer(
                        "change", question -> question.reply(JsonObject.of("changedEntities", new JsonArray())));
    }

    @AfterEach
    void stop() throws Exception {
        threads.shutdownNow();
        node.close();
        mute.close();
    }

    private static JsonObject order(int version) {
        return JsonObject.of("__typename", "Order", "id", "7", "version", version);
    }

    private static JsonObject answer(JsonObject arguments) {
        JsonObject answer = order(arguments.getInteger("version", 1));
        JsonArray affected = arguments.getJsonArray("affected");
        return affected == null ? answer : answer.put("affected", affected);
    }

    @Test
    void shouldNotWaitForAWriteThatConcernsNoOne() throws Exception {
        // When
        Answer write = client.ask("mutation { write(affected: []) { version } }");
        Answer change = client.ask("mutation { change { __typename } }");

        // Then
        assertThat(write.data("write")).isEqualTo(JsonObject.of("version", 1));
        assertThat(write.satisfied()).isTrue();
        assertThat(write.outcomes()).isEqualTo("other=NOT_APPLICABLE, silent=NOT_APPLICABLE");
        assertThat(change.outcomes()).isEqualTo("silent=NOT_APPLICABLE");
        assertThat(client.ask(READ, Client.TOKEN, write.token()).satisfied()).isTrue();
    }

    @Test
    void shouldWaitForThoseOnlyThatAWriteConcerns() throws Exception {
        // When
        Answer answer = client.ask("mutation { write(affected: [\"silent\"]) { version } }");

        // Then
        assertThat(answer.code()).isEqualTo("CONSISTENCY_TIMEOUT");
        assertThat(answer.outcomes()).isEqualTo("other=NOT_APPLICABLE, silent=TIMED_OUT");
        assertThat(answer.extensions().getJsonArray("systems")).containsExactly("silent");
    }

    @Test
    void shouldNotTakeSilenceForAnAnswer() throws Exception {
        // When
        Answer answer = client.ask(WRITE);

        // Then
        assertThat(answer.code()).isEqualTo("CONSISTENCY_TIMEOUT");
        assertThat(answer.outcomes()).isEqualTo("other=TIMED_OUT, silent=TIMED_OUT");
    }

    @Test
    void shouldNotTakeALowerVersionForTheWrite() throws Exception {
        // Given: the last report is of an older version
        report("other", 3);
        report("silent", 1_000);
        report("other", 2);

        // When
        Answer reached = client.ask("mutation { write(version: 3) { version } }");
        Answer behind = client.ask("mutation { write(version: 4) { version } }");

        // Then
        assertThat(reached.data("write")).isEqualTo(JsonObject.of("version", 3));
        assertThat(behind.outcomes()).isEqualTo("other=TIMED_OUT, silent=REACHED");
    }

    @Test
    void shouldRefuseReportsThatCannotBeTrue() throws Exception {
        assertThat(client.report("{\"system\":\"nobody\",\"key\":\"Order:7\",\"version\":1}"))
                .isEqualTo(404);
        for (String malformed : new String[] {
            "",
            "x",
            "[]x",
            "1",
            "{\"system\":\"silent\"}",
            "{\"system\":\"silent\",\"key\":\"Order:7\"}",
            "{\"system\":\"silent\",\"key\":\"Order:7\",\"version\":\"x\"}",
            "{\"actionId\":\"x\"}"
        }) {
            assertThat(client.report(malformed)).as(malformed).isEqualTo(400);
        }
    }

    @Test
    void shouldEndTheWaitForSystemsThatCannotBeAsked() throws Exception {
        // When
        Answer answer = client.ask("mutation { ask { version } }");

        // Then
        assertThat(answer.code()).isEqualTo("CONSISTENCY_TIMEOUT");
        assertThat(answer.outcomes()).isEqualTo("gone=STALLED, mute=STALLED");
        assertThat(answer.extensions().getBoolean("committed")).isTrue();
    }

    @Test
    void shouldLetASystemReadWithTheTokenWhileAWriteWaitsForIt() throws Exception {
        // Given: a token that stands for the system, and a write that waits for it
        Answer before = client.ask(WRITE, "Consistency-Timeout", "1ms", "Consistency-On-Timeout", "stale");
        report("other", 1_000);
        Future<Answer> write =
                threads.submit(() -> client.ask("mutation { write(version: 2, affected: [\"silent\"]) { version } }"));

        // When: its handler reads by Weir what it needs, and reports then
        Answer read = client.ask(READ, Client.TOKEN, before.token(), "Consistency-System", "silent");
        report("silent", 2);

        // Then
        assertThat(read.data("order")).isEqualTo(JsonObject.of("version", 7));
        assertThat(write.get(30, TimeUnit.SECONDS).data("write")).isEqualTo(JsonObject.of("version", 2));
    }

    @Test
    void shouldWaitForAReaderOfTheLogThatIsNotInterested() throws Exception {
        // Given: an event that its filter leaves out, and one of a topic that it does not read
        String place;
        try (Stream<String> lines = client.stream("subscription { large { version } }")) {
            node.publish("ordered", order(1).encode());
            node.publish("other", order(1).encode());
            place = lines.filter(line -> line.startsWith("id: "))
                    .map(line -> line.substring("id: ".length()))
                    .skip(1) // where it began
                    .findFirst()
                    .orElseThrow();
        }

        // When
        Future<Answer> write = threads.submit(() -> client.ask("mutation { log { version } }"));
        assertThat(client.report(
                        JsonObject.of("system", "reader", "eventId", place).encode()))
                .isEqualTo(202);

        // Then
        assertThat(write.get(30, TimeUnit.SECONDS).outcomes()).isEqualTo("reader=REACHED");
    }

    private void report(String system, int version) throws Exception {
        assertThat(client.report(JsonObject.of("system", system, "key", "Order:7", "version", version)
                        .encode()))
                .isEqualTo(202);
    }
}
