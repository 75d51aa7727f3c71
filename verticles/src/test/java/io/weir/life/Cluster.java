package io.weir.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testing.FreePorts;
import io.weir.testing.Host;
import io.weir.testing.Hosts;
import io.weir.testing.NodeProcess;
import io.weir.testing.Postgres;
import io.weir.testing.PostgresDatabase;
import io.weir.testing.RabbitBroker;
import io.weir.testing.RabbitNode;
import io.weir.testing.TcpRelay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Three nodes, each a process on a host of its own where this machine lets us make some, else on the loopback address; the
 * broker, the store and the shop are reached by all of them.
 *
 * <pre>
 *  a ─┐            ┌─ RabbitMQ
 *  b ─┼─ network ──┼─ PostgreSQL
 *  c ─┘            └─ shop, clients
 * </pre>
 */
final class Cluster implements AutoCloseable {

    /** How long anything may take that nobody promised a time for. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** After how long nodes give each other up. */
    static final Duration LOST_AFTER = Duration.ofSeconds(3);

    static final int SIZE = 3;

    private static final AtomicInteger EXCHANGES = new AtomicInteger();
    private static final String SDL = """
            type Query {
              lookup(id: ID!): Found @eventsRequest(topic: "lookup.{{ args.id }}", provider: "rabbit")
            }
            type Mutation {
              record(note: String!): Recorded! @action(url: "SHOP/record", mode: ASYNC)
              now(note: String!): Noted! @action(url: "SHOP/now")
              seen(note: String!): Noted! @action(url: "SHOP/seen", affects: ["ledger"])
            }
            type Subscription {
              readings(sensor: ID!, after: String): Reading
                @eventsSubscribe(topic: "readings.{{ args.sensor }}", resume: "after", provider: "rabbit")
              ticks(sensor: ID!): Reading @eventsSubscribe(topic: "ticks.{{ args.sensor }}", provider: "rabbit")
            }
            type Found { id: ID! }
            type Recorded { actionId: ID! note: String }
            type Noted { note: String! }
            type Reading { n: Int! }
            """;

    private static final String CONFIGURATION = """
            providers:
              rabbit: { kind: rabbitmq, uri: "RABBIT", exchange: EXCHANGE, heartbeat: 2s, reconnect: 100ms, maxReconnect: 1s }
            store: { kind: postgres, uri: "STORE" }
            actions: { allow: ["SHOP"], lease: 5s, poll: 500ms }
            consistency: { systems: { ledger: { report: ack } } }
            deliveries:
              - name: told
                document: told.graphql
                target: { url: "SHOP/hook" }
                retry: { schedule: [0s, 1s, 1s, 1s, 1s, 5s] }
            cluster:
              enabled: true
              secret: never-used-anywhere-else
              host: HOST
              port: PORT
              join: [MEMBERS]
              minimum: MINIMUM
              lostAfter: 3s
              handover: 5s
            """;

    private final Optional<Hosts> hosts;
    private final List<Integer> ports =
            Stream.generate(FreePorts::next).distinct().limit(SIZE).toList();
    private final RabbitNode broker = RabbitBroker.own();
    private final PostgresDatabase store = Postgres.database();
    private final String exchange = "life-it-" + EXCHANGES.incrementAndGet();
    private final List<AutoCloseable> relays = new ArrayList<>();
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final Shop shop;
    private final RabbitPeer peer;

    /**
     * Describes the nodes; none runs yet.
     *
     * @param folder where each gets one of its own
     * @param minimum how many must see each other to serve anyone
     */
    Cluster(Path folder, int minimum) throws Exception {
        hosts = Hosts.possible() ? Optional.of(Hosts.open(SIZE, SIZE)) : Optional.empty();
        peer = new RabbitPeer(broker, exchange);
        shop = new Shop(server(1), action -> peer.report("ledger", action));
        String configuration = CONFIGURATION
                .replace("RABBIT", reached(2, broker.uri()))
                .replace("STORE", reached(3, store.uri()))
                .replace("EXCHANGE", exchange)
                .replace("SHOP", shop.origin())
                .replace("MEMBERS", members())
                .replace("MINIMUM", String.valueOf(minimum));
        for (int i = 0; i < SIZE; i++) {
            String name = String.valueOf((char) ('a' + i));
            String own = configuration.replace("HOST", host(i).address()).replace("PORT", String.valueOf(ports.get(i)));
            nodes.add(NodeProcess.on(host(i), folder, name, SDL.replace("SHOP", shop.origin()), own));
            Files.writeString(
                    folder.resolve(name).resolve("told.graphql"), "subscription { readings(sensor: \"0\") { n } }");
        }
    }

    private Host host(int i) {
        return hosts.map(made -> made.get(i)).orElse(Host.LOOPBACK);
    }

    private String server(int i) {
        return hosts.map(made -> made.server(i)).orElse("127.0.0.1");
    }

    private String members() {
        return IntStream.range(0, SIZE)
                .mapToObj(i -> '"' + host(i).address() + ':' + ports.get(i) + '"')
                .collect(Collectors.joining(", "));
    }

    /** The URI by which the nodes reach a server that listens on loopback. */
    private String reached(int server, String uri) throws Exception {
        if (hosts.isEmpty()) {
            return uri;
        }
        int port = URI.create(uri).getPort();
        TcpRelay relay = TcpRelay.from(server(server), port);
        relays.add(relay);
        return uri.replace("127.0.0.1:" + port, server(server) + ':' + relay.port());
    }

    /** Starts them all, and waits until they serve together. */
    void start() throws IOException {
        for (NodeProcess node : nodes) {
            node.launch();
        }
        nodes.forEach(NodeProcess::awaitStart);
        awaitReady();
    }

    /** Returns once every node says that clients may come. */
    void awaitReady() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(nodes)
                        .allSatisfy(node ->
                                assertThat(node.readiness()).as(node.toString()).isEqualTo(200)));
    }

    List<NodeProcess> nodes() {
        return List.copyOf(nodes);
    }

    NodeProcess node(int i) {
        return nodes.get(i);
    }

    Shop shop() {
        return shop;
    }

    PostgresDatabase store() {
        return store;
    }

    /** Events of topics, at this rate for each. */
    Feed feed(List<String> topics, int perSecond) {
        return new Feed(broker, exchange, topics, perSecond);
    }

    /** The one node that reads what the broker keeps for the log, and stores it. It does so while events come. */
    int storing() {
        List<Double> before = nodes.stream().map(Cluster::stored).toList();
        return await().atMost(PATIENCE)
                .until(
                        () -> IntStream.range(0, SIZE)
                                .filter(i -> stored(nodes.get(i)) > before.get(i))
                                .findAny(),
                        OptionalInt::isPresent)
                .getAsInt();
    }

    private static double stored(NodeProcess node) {
        try {
            return node.metrics()
                    .lines()
                    .filter(line -> line.startsWith("weir_log_events_total "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether what is between nodes can be cut. */
    boolean canBeCut() {
        return hosts.isPresent();
    }

    /** Cuts a node off from the others, and from nothing else. */
    void isolate(int node) {
        IntStream.range(0, SIZE)
                .filter(i -> i != node)
                .forEach(i -> hosts.orElseThrow().cut(node, i));
    }

    /** Cuts a node off from RabbitMQ. */
    void cutFromBroker(int node) {
        hosts.orElseThrow().cut(node, server(2));
    }

    /** Cuts a node off from PostgreSQL. */
    void cutFromStore(int node) {
        hosts.orElseThrow().cut(node, server(3));
    }

    /** Mends all cuts. */
    void heal() {
        hosts.ifPresent(Hosts::heal);
    }

    /** How many actions have not ended. */
    long unfinished() {
        return Long.parseLong(store.queryOne("select count(*) from action where finished_at is null"));
    }

    @Override
    public void close() throws Exception {
        heal();
        // One after another, each would wait for the others to take over from it.
        nodes.parallelStream().forEach(NodeProcess::close);
        peer.close();
        shop.close();
        for (AutoCloseable relay : relays) {
            relay.close();
        }
        hosts.ifPresent(Hosts::close);
    }

    /** Waits for a while, as long as a failure is to last. */
    static void endure(Duration time) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
    }
}
