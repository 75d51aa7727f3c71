package io.weir.deploy;

import static io.weir.deploy.DeployFolder.maps;
import static io.weir.deploy.DeployFolder.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import io.weir.testing.FreePorts;
import io.weir.testing.Leash;
import io.weir.testing.Postgres;
import io.weir.testing.RabbitBroker;
import io.weir.testing.RabbitNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The nodes of the compose file as processes, with their command lines, environments and configuration, a real PostgreSQL
 * and a real RabbitMQ. What Compose's network is, is here one address of this machine for each service.
 *
 * <pre>
 *   test ── HTTP ──▶ transport ◀── cluster ──▶ events ── AMQP ── RabbitMQ
 *                        ▲                        ▲
 *                        └────── cluster ──▶ work ┘── HTTP ──▶ handler
 * </pre>
 */
@Timeout(240)
class ComposeNodesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<String> NODES = List.of("transport", "events", "work");
    private static final String PASSWORD = "compose";

    @TempDir
    static Path folder;

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Map<String, String> ADDRESSES = new LinkedHashMap<>();
    private static final Map<String, Integer> MEMBER_PORTS = new LinkedHashMap<>();
    private static final String DATABASE = Postgres.database().uri();
    private static final List<Leash> PROCESSES = new ArrayList<>();
    private static HttpServer handler;

    @BeforeAll
    static void start() throws Exception {
        RabbitNode broker = RabbitBroker.own();
        broker.control(
                "import_definitions",
                DeployFolder.DEPLOY.resolve("rabbitmq/definitions.json").toString());
        broker.control("change_password", "weir", PASSWORD);
        handler = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        handler.createContext("/parcels", ComposeNodesIT::ship);
        handler.start();
        int network = ThreadLocalRandom.current().nextInt(2, 250);
        int host = ThreadLocalRandom.current().nextInt(1, 250);
        NODES.forEach(name -> ADDRESSES.put(name, "127.%d.%d.%d".formatted(network, host, ADDRESSES.size() + 1)));
        NODES.forEach(name -> MEMBER_PORTS.put(name, FreePorts.next()));
        Path names = Files.writeString(folder.resolve("hosts"), hosts());
        for (String name : NODES) {
            PROCESSES.add(node(name, names, broker));
        }
        for (String name : NODES) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(log(name)).contains(" ready "));
        }
    }

    @AfterAll
    static void stop() {
        PROCESSES.parallelStream().forEach(Leash::close);
        handler.stop(0);
    }

    @Test
    void shouldWriteAndReadThroughTheTransport() throws Exception {
        // When
        JsonObject written = ask("mutation { createOrder(input: { item: \"tea\", price: 3.5 }) { id } }");
        JsonObject read = ask("{ orders(filter: { item: { eq: \"tea\" } }) { nodes { item price } } }");

        // Then
        assertThat(written.getJsonArray("errors")).isNull();
        assertThat(read.encode()).isEqualTo("{\"data\":{\"orders\":{\"nodes\":[{\"item\":\"tea\",\"price\":3.5}]}}}");
    }

    @Test
    void shouldRunAnActionAtTheNodeThatHasThem() throws Exception {
        // When
        JsonObject shipped = ask("mutation { ship(order: \"7\") { id place } }");

        // Then
        assertThat(shipped.getJsonObject("data").encode())
                .as(shipped.encode())
                .isEqualTo("{\"ship\":{\"id\":\"p-7\",\"place\":\"hub\"}}");
    }

    @Test
    void shouldBringTheBrokersEventsToASubscriber() throws Exception {
        try (Connection broker = broker();
                Channel channel = broker.createChannel()) {
            // Given
            CompletableFuture<String> first = subscribe("subscription { parcelMoved(id: \"7\") { id place } }");

            // When
            byte[] event =
                    "{\"__typename\": \"Parcel\", \"id\": \"7\", \"place\": \"door\"}".getBytes(StandardCharsets.UTF_8);
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
                channel.basicPublish("weir.events", "parcel.7", MessageProperties.MINIMAL_BASIC, event);
                return first.isDone();
            });

            // Then
            assertThat(first.join()).contains("\"parcelMoved\":{\"id\":\"7\",\"place\":\"door\"}");
        }
    }

    @Test
    void shouldDeliverToTheBroker() throws Exception {
        try (Connection broker = broker();
                Channel channel = broker.createChannel()) {
            // Given
            String queue = channel.queueDeclare().getQueue();
            channel.queueBind(queue, "weir.events", "orders.placed");

            // When
            ask("mutation { createOrder(input: { item: \"mug\" }) { id } }");

            // Then
            byte[] body = await().atMost(PATIENCE)
                    .until(() -> channel.basicGet(queue, true), got -> got != null)
                    .getBody();
            assertThat(body).asString(StandardCharsets.UTF_8).contains("\"item\":\"mug\"");
        }
    }

    @Test
    void shouldAnswerPrometheusAtEveryTarget() throws Exception {
        for (Map<String, Object> job :
                maps(DeployFolder.yaml("prometheus/prometheus.yml").get("scrape_configs"))) {
            for (Map<String, Object> targets : maps(job.get("static_configs"))) {
                for (String target : texts(targets.get("targets"))) {
                    String[] parts = target.split(":");
                    HttpResponse<String> page = CLIENT.send(
                            request("http://" + ADDRESSES.get(parts[0]) + ":" + parts[1] + job.get("metrics_path"))
                                    .build(),
                            BodyHandlers.ofString());
                    assertThat(page.statusCode()).isEqualTo(200);
                    assertThat(page.body()).contains("weir_store_up 1.0");
                }
            }
        }
    }

    private static Leash node(String name, Path names, RabbitNode broker) throws IOException {
        ComposeServices services = new ComposeServices(Map.of(
                "WEIR_CLUSTER_SECRET",
                "only-for-this-test",
                "WEIR_KEY",
                "key",
                "POSTGRES_PASSWORD",
                "unused",
                "RABBITMQ_PASSWORD",
                PASSWORD,
                "WEIR_HANDLER",
                "http://127.0.0.1:" + handler.getAddress().getPort()));
        Map<String, String> environment = new HashMap<>(services.environment(name));
        environment.replace("WEIR_STORE_URI", DATABASE);
        environment.replace("WEIR_RABBITMQ_URI", broker.uri("weir", PASSWORD) + "/weir");
        environment.put("WEIR_HOST", ADDRESSES.get(name));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("WEIR_JAVA_OPTS", "-Djdk.net.hosts.file=" + names + " -Dvertx.disableDnsResolver=true");
        List<String> command = new ArrayList<>(
                List.of("sh", DeployFolder.DEPLOY.resolve("weir").toString()));
        String configured = DeployFolder.DEPLOY.resolve("compose/weir").toString();
        String mapped = configuration(name).toString();
        services.command(name).forEach(word -> command.add(word.replace(configured, mapped)));
        return Leash.start(command, environment, folder, folder.resolve(name + ".log"));
    }

    /** The mounted files; members of the cluster have one address here, and so each needs a port of its own. */
    private static Path configuration(String name) throws IOException {
        Path copy = Files.createDirectory(folder.resolve(name));
        for (String file : DeployFolder.list("compose/weir")) {
            String text = DeployFolder.text("compose/weir/" + file)
                    .replace("port: 5701\n", "port: " + MEMBER_PORTS.get(name) + "\n")
                    .replace("busPort: 5702", "busPort: 0");
            for (String other : NODES) {
                text = text.replace(other + ":5701", other + ":" + MEMBER_PORTS.get(other));
            }
            Files.writeString(copy.resolve(file), text);
        }
        return copy;
    }

    /** What the network of Compose knows; Java asks this file instead of DNS. */
    private static String hosts() throws IOException {
        StringBuilder hosts = new StringBuilder("127.0.0.1 localhost\n");
        hosts.append("127.0.0.1 ")
                .append(InetAddress.getLocalHost().getHostName())
                .append('\n');
        NODES.forEach(name -> hosts.append("127.0.0.1 ").append(name).append('\n'));
        return hosts.toString();
    }

    private static void ship(HttpExchange exchange) throws IOException {
        byte[] answer = "{\"__typename\":\"Parcel\",\"id\":\"p-7\",\"place\":\"hub\"}".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("content-type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static Connection broker() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(RabbitBroker.own().uri("weir", PASSWORD) + "/weir");
        return factory.newConnection("compose test");
    }

    private static JsonObject ask(String query) throws IOException, InterruptedException {
        HttpResponse<String> response =
                CLIENT.send(post(query, "application/json").build(), BodyHandlers.ofString());
        JsonObject answer = new JsonObject(response.body());
        answer.remove("extensions");
        return answer;
    }

    /** The first event of a stream. */
    private static CompletableFuture<String> subscribe(String query) {
        return CLIENT.sendAsync(post(query, "text/event-stream").build(), BodyHandlers.ofLines())
                .thenApply(response -> response.body()
                        .filter(line -> line.startsWith("data: {"))
                        .findFirst()
                        .orElseThrow());
    }

    private static HttpRequest.Builder post(String query, String accept) {
        return request("http://" + ADDRESSES.get("transport") + ":8080/graphql")
                .header("content-type", "application/json")
                .header("accept", accept)
                .POST(HttpRequest.BodyPublishers.ofString(
                        new JsonObject().put("query", query).encode()));
    }

    private static HttpRequest.Builder request(String uri) {
        return HttpRequest.newBuilder(URI.create(uri)).timeout(PATIENCE);
    }

    private static String log(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".log"));
    }
}
