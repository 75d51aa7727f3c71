package io.weir.streams;

import static io.weir.streams.Readings.ALL;
import static io.weir.streams.Readings.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testing.NodeProcess;
import io.weir.testing.Postgres;
import io.weir.testing.PostgresDatabase;
import io.weir.testing.RabbitBroker;
import io.weir.testing.RabbitNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise of event streams, kept while everything fails in turn.
 *
 * <pre>
 *  publisher ─▶ RabbitMQ ─▶ node one ─┬▶ PostgreSQL
 *                           node two ─┘
 *                             ▲ ▲ ▲
 *                  clients that come and go
 * </pre>
 */
@Timeout(300)
class TwoNodesIT {

    private static final String EXCHANGE = "two-nodes-it";
    private static final int PER_SECOND = 100;
    private static final int EVENTS = 6_000;
    private static final int CLIENTS = 24;
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    @TempDir
    Path folder;

    private final RabbitNode broker = RabbitBroker.own();
    private final PostgresDatabase store = Postgres.database();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<NodeProcess> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        threads.shutdownNow();
        nodes.forEach(NodeProcess::close);
        broker.start();
        Postgres.server().start();
    }

    private NodeProcess node(String name) throws Exception {
        String sdl = Readings.SDL.replace("resume: \"after\"", "resume: \"after\", provider: \"rabbit\"");
        NodeProcess node = NodeProcess.start(folder, name, sdl, """
                providers:
                  rabbit: { kind: rabbitmq, uri: "%s", exchange: %s, reconnect: 100ms, maxReconnect: 1s }
                store: { kind: postgres, uri: "%s" }
                """.formatted(broker.uri(), EXCHANGE, store.uri()));
        nodes.add(node);
        return node;
    }

    @Test
    void shouldGiveEachClientEveryEventOnceAndInOrderWhateverFails() throws Exception {
        // Given
        node("one");
        NodeProcess two = node("two");
        SteadyPublisher publisher = new SteadyPublisher(broker, EXCHANGE, PER_SECOND);
        publisher.awaitQueue("readings.none");
        List<RestlessClient> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            RestlessClient client = new RestlessClient(nodes, ALL, i % 2 == 0, i);
            client.begin();
            clients.add(client);
        }

        // When events come, clients go and come back, and one thing after the other fails
        List<Future<?>> runs = new ArrayList<>();
        clients.forEach(client -> runs.add(threads.submit(() -> client.run(EVENTS))));
        runs.add(threads.submit(() -> publisher.run(TOPIC, EVENTS)));

        awaitMore(publisher, 1_000);
        broker.stop();
        broker.start();
        awaitMore(publisher, 1_000);
        Postgres.server().stop();
        awaitMore(publisher, 4 * PER_SECOND);
        Postgres.server().start();
        awaitMore(publisher, 500);
        two.kill();
        awaitMore(publisher, 5 * PER_SECOND);
        two.start();

        // Then
        for (Future<?> run : runs) {
            run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(clients).allSatisfy(client -> {
            assertThat(client.resumed()).isGreaterThan(5);
            assertThat(client.refusals()).isSubsetOf("STORE_UNAVAILABLE");
        });
        assertThat(publisher.confirmed()).isEqualTo(EVENTS);
    }

    private static void awaitMore(SteadyPublisher publisher, int events) {
        int before = publisher.confirmed();
        await().atMost(PATIENCE).until(() -> publisher.confirmed() >= before + events);
    }
}
