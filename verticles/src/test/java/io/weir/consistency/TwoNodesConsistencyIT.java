package io.weir.consistency;

import static io.weir.consistency.LaggingSystems.READ_MODEL;
import static io.weir.consistency.LaggingSystems.SEARCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.weir.server.ConfiguredNode;
import io.weir.testing.Postgres;
import io.weir.testing.PostgresDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes that have nothing in common but a PostgreSQL: what one is told, the other finds. */
@Timeout(120)
class TwoNodesConsistencyIT {

    private static final String PLACE = "mutation { placeOrder(id: \"7\") { version } }";
    private static final String PLACE_OR_STALE = "mutation { placeOrderOrStale(id: \"7\") { version } }";
    private static final String READ = "{ order(id: \"7\") { version } }";
    private static final String TOKENS = "  tokens: { rotation: 1s }\n";

    @TempDir
    Path folder;

    private final PostgresDatabase store = Postgres.database();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<ConfiguredNode> nodes = new ArrayList<>();
    private LaggingSystems systems;
    private Client one;
    private Client two;

    @BeforeEach
    void start() throws Exception {
        systems = new LaggingSystems(() -> 1);
        one = new Client(node("one").port());
        two = new Client(node("two").port());
    }

    @AfterEach
    void stop() throws Exception {
        threads.shutdownNow();
        for (ConfiguredNode node : nodes) {
            node.close();
        }
        systems.close();
    }

    private ConfiguredNode node(String name) throws Exception {
        ConfiguredNode node =
                ConsistentNode.start(folder, name, systems.sdl(), systems.configuration(store.uri(), "20s") + TOKENS);
        nodes.add(node);
        systems.reportTo(node.port());
        systems.serve(node.vertx());
        return node;
    }

    private Future<Answer> later(Callable<Answer> call) {
        return threads.submit(call);
    }

    private static Answer get(Future<Answer> answer) throws Exception {
        return answer.get(60, TimeUnit.SECONDS);
    }

    @Test
    void shouldLetGoOfAWriteAtOneNodeWhenSystemsReportAtTheOther() throws Exception {
        // Given: the systems report at the second node
        systems.hold(READ_MODEL);
        Future<Answer> placed = later(() -> one.ask(PLACE));
        await().until(() -> !systems.calls().isEmpty());

        // When
        systems.release(READ_MODEL);

        // Then
        assertThat(get(placed).data("placeOrder")).isEqualTo(JsonObject.of("version", 1));
        assertThat(get(placed).outcomes()).isEqualTo("ledger=REACHED, readModel=REACHED, search=REACHED");
    }

    @Test
    void shouldReadAtOneNodeWhatWasWrittenAtTheOther() throws Exception {
        // Given
        systems.hold(READ_MODEL);
        Answer written = one.ask(PLACE_OR_STALE, "Consistency-Timeout", "1ms");
        assertThat(two.ask(READ).data("order")).isEqualTo(JsonObject.of("version", 0));

        // When
        Future<Answer> read = later(() -> two.ask(READ, Client.TOKEN, written.token()));
        Answer impatient = two.ask(READ, Client.TOKEN, written.token(), "Consistency-Timeout", "100ms");
        assertThat(read).isNotDone();
        systems.reportTo(nodes.get(0).port());
        systems.release(READ_MODEL);

        // Then
        assertThat(impatient.code()).isEqualTo("CONSISTENCY_TIMEOUT");
        assertThat(get(read).data("order")).isEqualTo(JsonObject.of("version", 1));
        assertThat(get(read).outcomes()).contains("readModel=REACHED");
    }

    @Test
    void shouldAskTheStoreBeforeAnythingElseWhenItStartsEmpty() throws Exception {
        // Given: what was reported before the node was there
        Answer written = one.ask(PLACE);
        Answer behind = one.ask(PLACE_OR_STALE, "Consistency-Timeout", "1ms");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> one.ask(READ, Client.TOKEN, behind.token()).satisfied());

        // When
        Client three = new Client(node("three").port());

        // Then
        assertThat(three.ask(READ, Client.TOKEN, written.token() + ", " + behind.token())
                        .data("order"))
                .isEqualTo(JsonObject.of("version", 2));
    }

    @Test
    void shouldTakeATokenAfterARestartAndAfterItsKeyWasReplaced() throws Exception {
        // Given
        systems.hold(SEARCH);
        Answer written = one.ask(PLACE_OR_STALE, "Consistency-Timeout", "1ms");
        int keys = keys();

        // When
        nodes.remove(0).close();
        Client restarted = new Client(node("one").port());
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            restarted.ask(PLACE_OR_STALE, "Consistency-Timeout", "1ms"); // a new key is for new tokens
            return keys() > keys;
        });

        // Then: it says still what it said
        for (Client client : List.of(restarted, two)) {
            assertThat(client.ask(READ, Client.TOKEN, written.token(), "Consistency-Timeout", "50ms")
                            .code())
                    .isEqualTo("CONSISTENCY_TIMEOUT");
        }
        systems.release(SEARCH);
        for (Client client : List.of(restarted, two)) {
            assertThat(client.ask(READ, Client.TOKEN, written.token()).satisfied())
                    .isTrue();
        }
    }

    private int keys() {
        return Integer.parseInt(store.queryOne("select count(*) from consistency_key"));
    }
}
