package io.weir.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.weir.server.ConfiguredNode;
import io.weir.testing.Postgres;
import io.weir.testing.PostgresDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three systems, each up to two seconds late: no answer comes before all of them show what it tells of. */
@Timeout(180)
class ThreeLaggingSystemsIT {

    private static final int WRITES = 1_000;
    private static final int CLIENTS = 100;

    /** Every order is written ten times, so that versions count. */
    private static final int ORDERS = WRITES / 10;

    private static final int MAX_LAG_MILLIS = 2_000;

    @TempDir
    Path folder;

    private final PostgresDatabase store = Postgres.database();
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private LaggingSystems systems;
    private ConfiguredNode node;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        systems = new LaggingSystems(() -> ThreadLocalRandom.current().nextLong(1, MAX_LAG_MILLIS));
        node = ConsistentNode.start(folder, "node", systems.sdl(), systems.configuration(store.uri(), "20s"));
        systems.reportTo(node.port());
        client = new Client(node.port());
    }

    @AfterEach
    void stop() throws Exception {
        clients.shutdownNow();
        node.close();
        systems.close();
    }

    @Test
    void shouldAnswerNoneOfAThousandWritesBeforeEverySystemShowsIt() throws Exception {
        // When
        List<List<String>> behind = write("placeOrder", WRITES);

        // Then
        assertThat(behind)
                .hasSize(WRITES)
                .allSatisfy(systemsBehind -> assertThat(systemsBehind).isEmpty());
        assertThat(systems.calls())
                .hasSize(WRITES)
                .allSatisfy((action, calls) -> assertThat(calls).isOne());
        assertThat(systems.refused()).isEmpty();
    }

    @Test
    void shouldAnswerStaleWithoutAGate() throws Exception {
        // When
        List<List<String>> behind = write("placeOrderUnsafe", WRITES);

        // Then: this is what the other test would see
        assertThat(behind.stream().filter(systemsBehind -> !systemsBehind.isEmpty()))
                .hasSizeGreaterThan(WRITES / 2);
    }

    /** For each write, the systems that did not show it when its answer came. */
    private List<List<String>> write(String field, int count) throws Exception {
        List<Callable<List<String>>> calls = IntStream.range(0, count)
                .mapToObj(number -> (Callable<List<String>>) () -> {
                    Answer answer = client.ask(
                            "mutation { %s(id: \"%d\") { actionId id version } }".formatted(field, number % ORDERS));
                    return systems.behind(placed(answer, field));
                })
                .toList();
        List<List<String>> behind = new ArrayList<>();
        for (Future<List<String>> each : clients.invokeAll(calls)) {
            behind.add(each.get(60, TimeUnit.SECONDS));
        }
        return behind;
    }

    private static JsonObject placed(Answer answer, String field) {
        JsonObject placed = answer.data(field);
        assertThat(placed.getInteger("version")).as(answer.body()::encode).isPositive();
        return placed;
    }
}
