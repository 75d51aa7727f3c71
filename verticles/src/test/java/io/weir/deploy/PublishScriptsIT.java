package io.weir.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.testing.Leash;
import io.weir.testing.Programs;
import io.weir.testing.RabbitBroker;
import io.weir.testing.ScriptRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of {@code deploy/} that publish from outside, as a user runs them. */
class PublishScriptsIT {

    private static final Path DEPLOY =
            Path.of(System.getProperty("weir.root", "..")).resolve("deploy");

    private final String exchange = "scripts-it-" + UUID.randomUUID();
    private final List<String> posts = new CopyOnWriteArrayList<>();
    private Connection connection;
    private Channel broker;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        connection = RabbitBroker.shared().connect();
        broker = connection.createChannel();
        broker.exchangeDeclare(exchange, "topic", true);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::accept);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop(0);
        broker.exchangeDelete(exchange);
        connection.close();
    }

    @Test
    void shouldPublishWithPika() throws Exception {
        // Given
        String queue = broker.queueDeclare().getQueue();
        broker.queueBind(queue, exchange, "employeeUpdated.*");

        // When
        ScriptRun run = ScriptRun.of(
                pika("--count", "3", "--rate", "1000", "--type", "changed", "employeeUpdated.1", "{\"id\": 1}"),
                Map.of(),
                "");

        // Then
        assertThat(run).isEqualTo(new ScriptRun(0, "3 event(s) on employeeUpdated.1, confirmed\n"));
        GetResponse event = broker.basicGet(queue, true);
        assertThat(event.getBody()).asString(StandardCharsets.UTF_8).isEqualTo("{\"id\": 1}");
        assertThat(event.getProps().getType()).isEqualTo("changed");
        assertThat(event.getMessageCount()).isEqualTo(2);
    }

    @Test
    void shouldRefuseAPayloadThatIsNoJson() throws Exception {
        // When
        ScriptRun run = ScriptRun.of(pika("employeeUpdated.1", "-"), Map.of(), "no JSON");

        // Then
        assertThat(run.exitCode()).isNotZero();
        assertThat(run.output()).contains("the payload is not JSON").doesNotContain("Traceback");
    }

    @Test
    void shouldAnswerRequestsWithPika(@TempDir Path folder) throws Exception {
        // Given
        Path log = folder.resolve("log");
        try (Leash responder = Leash.start(pika("--reply", "getEmployee.*"), Map.of(), folder, log)) {
            await().until(() -> Files.readString(log).contains("answering"));
            String replies = broker.queueDeclare().getQueue();

            // When
            BasicProperties request = new BasicProperties.Builder()
                    .replyTo(replies)
                    .correlationId("c-1")
                    .build();
            broker.basicPublish(exchange, "getEmployee.1", request, "{\"id\": 1}".getBytes(StandardCharsets.UTF_8));

            // Then
            GetResponse reply = await().until(() -> broker.basicGet(replies, true), got -> got != null);
            assertThat(reply.getProps().getCorrelationId()).isEqualTo("c-1");
            assertThat(reply.getBody())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("{\"__typename\": \"Employee\", \"id\": 1,"
                            + " \"details\": {\"forename\": \"Jens\", \"surname\": \"Neuse\"}}");
            assertThat(responder.isAlive()).isTrue();
        }
    }

    @Test
    void shouldPublishWithCurl() throws Exception {
        // When
        ScriptRun run = curl(Map.of("WEIR_COUNT", "2", "WEIR_PAUSE", "0"), "-", "{\"id\": 1}");

        // Then
        String post = "POST /events/employeeUpdated.1?provider=default application/json null {\"id\": 1}";
        assertThat(run).isEqualTo(new ScriptRun(0, "2 event(s) on employeeUpdated.1, accepted\n"));
        assertThat(posts).containsExactly(post, post);
    }

    @Test
    void shouldSendItsKeyAndNameAProvider() throws Exception {
        // When
        curl(Map.of("WEIR_KEY", "k-1", "WEIR_PROVIDER", "rabbit"), "{}", "");

        // Then
        assertThat(posts)
                .containsExactly("POST /events/employeeUpdated.1?provider=rabbit application/json Bearer k-1 {}");
    }

    @Test
    void shouldFailWhereTheServerRefuses() throws Exception {
        // When
        ScriptRun run = curl(Map.of(), "refuse this", "");

        // Then
        assertThat(run.exitCode()).isNotZero();
        assertThat(run.output()).contains("no JSON").doesNotContain("accepted");
    }

    private List<String> pika(String... arguments) {
        Programs.requireFile(Path.of("/usr/lib/python3/dist-packages/pika"), "python3-pika");
        List<String> command = new ArrayList<>(List.of(
                "/usr/bin/python3",
                DEPLOY.resolve("publish.py").toString(),
                "--uri",
                RabbitBroker.shared().uri(),
                "--exchange",
                exchange));
        command.addAll(List.of(arguments));
        return command;
    }

    private ScriptRun curl(Map<String, String> environment, String payload, String input) throws Exception {
        Programs.require("curl", "curl");
        Map<String, String> all = new java.util.HashMap<>(environment);
        all.put("WEIR_URL", "http://localhost:" + server.getAddress().getPort());
        return ScriptRun.of(List.of(DEPLOY.resolve("publish.sh").toString(), "employeeUpdated.1", payload), all, input);
    }

    private void accept(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        posts.add("%s %s %s %s %s"
                .formatted(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI(),
                        exchange.getRequestHeaders().getFirst("Content-Type"),
                        exchange.getRequestHeaders().getFirst("Authorization"),
                        body));
        boolean good = body.startsWith("{");
        byte[] answer = (good ? "" : "no JSON").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(good ? 202 : 400, good ? -1 : answer.length);
        if (!good) {
            exchange.getResponseBody().write(answer);
        }
        exchange.close();
    }
}
