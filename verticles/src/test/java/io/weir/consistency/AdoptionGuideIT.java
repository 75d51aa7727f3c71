package io.weir.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.weir.server.ConfiguredNode;
import io.weir.testing.FreePorts;
import io.weir.testing.Leash;
import io.weir.testing.NodePackages;
import io.weir.testing.Postgres;
import io.weir.testing.PostgresDatabase;
import io.weir.testing.Programs;
import io.weir.testing.RabbitBroker;
import io.weir.testing.ScriptRun;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines that the adoption guide has for other systems, as it has them, against a node. */
@Timeout(180)
class AdoptionGuideIT {

    private static final String SDL = """
            type Mutation {
              acknowledged: Order! @action(url: "bus:write", affects: ["search"])
              probed: Order! @action(url: "bus:write", affects: ["probed"])
              logged: Order! @action(url: "bus:write", affects: ["projection"])
            }
            type Subscription {
              changed(after: String): Order @eventsSubscribe(topic: "orders.changed", resume: "after")
            }
            type Order { id: ID! version: Int }
            """;

    private static final String CONFIGURATION = """
            store: { kind: postgres, uri: "STORE" }
            providers: { rabbit: { kind: rabbitmq, uri: "BROKER", exchange: EXCHANGE } }
            actions: { allow: ["http://localhost:PROBE"] }
            consistency:
              timeout: 60s
              systems:
                search: { report: ack }
                probed: { report: probe, url: "http://localhost:PROBE/orders/{{ response.id }}", at: /version, least: "{{ response.version }}" }
                projection: { report: log, topics: [orders.changed] }
            """;

    private static final String HTTP = "Reports over HTTP";
    private static final String RABBIT = "Reports over RabbitMQ";
    private static final String BUS = "Reports on the event bus";
    private static final String PROBE = "A probe";
    private static final String LOG = "A reader of Weir's log";
    private static final String APPLIED = "{\"system\": \"search\", \"key\": \"Order:7\", \"version\": 12}";
    private static final String CHANGED = "{\"query\": \"subscription { changed { id version } }\"}";

    @TempDir
    Path folder;

    private final PostgresDatabase store = Postgres.database();
    private final String exchange = "guide-it-" + UUID.randomUUID();
    private final int probe = FreePorts.next();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private ConfiguredNode node;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        String configuration = CONFIGURATION
                .replace("STORE", store.uri())
                .replace("BROKER", RabbitBroker.shared().uri())
                .replace("EXCHANGE", exchange)
                .replace("PROBE", String.valueOf(probe));
        node = ConsistentNode.start(folder, "node", SDL, configuration);
        client = new Client(node.port());
        node.vertx().eventBus().consumer("write", question -> question.reply(JsonObject.of("id", "7", "version", 12)));
    }

    @AfterEach
    void stop() throws Exception {
        threads.shutdownNow();
        node.close();
    }

    /** A section's lines, at this node. */
    private String lines(String heading, String language) throws Exception {
        return Guide.code(heading, language)
                .replace("localhost:8080", "localhost:" + node.port())
                .replace("9100", String.valueOf(probe))
                .replace(
                        "amqp://guest:guest@localhost:5672",
                        RabbitBroker.shared().uri())
                .replace("weir.events", exchange);
    }

    /** What runs a script. */
    private List<String> command(String language, String text) throws Exception {
        if (language.equals("js")) {
            Path packages = NodePackages.folder(AdoptionGuideIT.class);
            Path script = packages.resolve("guide-" + UUID.randomUUID() + ".mjs");
            Files.writeString(script, text);
            return List.of(Programs.require("node", "nodejs").toString(), script.toString());
        }
        Programs.requireFile(Path.of("/usr/lib/python3/dist-packages/pika"), "python3-pika");
        Path script = Files.writeString(folder.resolve("guide.py"), text);
        return List.of("/usr/bin/python3", script.toString());
    }

    /** Runs until the test lets it go. */
    private Leash run(String language, String text) throws Exception {
        return Leash.start(command(language, text), Map.of(), folder, folder.resolve("log." + language));
    }

    private void runToItsEnd(String language, String text) throws Exception {
        assertThat(ScriptRun.of(command(language, text), Map.of(), "")).isEqualTo(new ScriptRun(0, ""));
    }

    private Future<Answer> ask(String field) {
        return threads.submit(() -> client.ask("mutation { %s { version } }".formatted(field)));
    }

    private void expectAnswer(Future<Answer> answer, String field, String system) throws Exception {
        Answer came = answer.get(90, TimeUnit.SECONDS);
        assertThat(came.data(field)).isEqualTo(JsonObject.of("version", 12));
        assertThat(came.outcomes()).isEqualTo(system + "=REACHED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"js", "python"})
    void shouldReportOverHttp(String language) throws Exception {
        String call = (language.equals("js") ? "await " : "") + "report(" + APPLIED + ")\n";
        runToItsEnd(language, lines(HTTP, language) + call);
        expectAnswer(ask("acknowledged"), "acknowledged", "search");
    }

    @Test
    void shouldReportOverHttpInJava() throws Exception {
        call(compile(lines(HTTP, "java"), "Reports"), null, "report", APPLIED);
        expectAnswer(ask("acknowledged"), "acknowledged", "search");
    }

    @ParameterizedTest
    @ValueSource(strings = {"js", "python"})
    void shouldReportOverRabbitMq(String language) throws Exception {
        String call = (language.equals("js") ? "await " : "") + "report(" + APPLIED + ")\n";
        String end = (language.equals("js") ? "await " : "") + "connection.close()\n";
        runToItsEnd(language, lines(RABBIT, language) + call + end);
        expectAnswer(ask("acknowledged"), "acknowledged", "search");
    }

    @Test
    void shouldReportOverRabbitMqInJava() throws Exception {
        Class<?> reports = compile(lines(RABBIT, "java"), "Reports");
        var constructor = reports.getDeclaredConstructor(String.class);
        constructor.setAccessible(true);
        try (AutoCloseable reporter =
                (AutoCloseable) constructor.newInstance(RabbitBroker.shared().uri())) {
            call(reports, reporter, "report", APPLIED);
        }
        expectAnswer(ask("acknowledged"), "acknowledged", "search");
    }

    @Test
    void shouldReportOnTheEventBus() throws Exception {
        Object sent =
                call(compile(lines(BUS, "java"), "Reports"), null, "report", node.vertx(), new JsonObject(APPLIED));
        assertThat(((io.vertx.core.Future<?>) sent).toCompletionStage().toCompletableFuture())
                .succeedsWithin(Duration.ofSeconds(10));
        expectAnswer(ask("acknowledged"), "acknowledged", "search");
    }

    @ParameterizedTest
    @ValueSource(strings = {"js", "python"})
    void shouldAnswerProbes(String language) throws Exception {
        // Given: an order that is shown after a while
        String later = language.equals("js")
                ? "setTimeout(() => index.set(\"7\", { version: 12 }), 500);\n"
                : "import threading\nthreading.Timer(0.5, lambda: index.update({\"7\": 12})).start()\n"
                        + "server.serve_forever()\n";
        try (Leash system = run(language, lines(PROBE, language) + later)) {
            // Then
            expectAnswer(ask("probed"), "probed", "probed");
            assertThat(system.isAlive()).isTrue();
        }
    }

    @Test
    void shouldAnswerProbesInJava() throws Exception {
        // Given
        Class<?> type = compile(lines(PROBE, "java"), "Probe");
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        Object system = constructor.newInstance();
        var server = (com.sun.net.httpserver.HttpServer) call(type, system, "listen");
        try {
            // When
            Future<Answer> answer = ask("probed");
            assertThat(answer).isNotDone();
            var index = type.getDeclaredField("index");
            index.setAccessible(true);
            @SuppressWarnings("unchecked")
            Map<String, Long> shown = (Map<String, Long>) index.get(system);
            shown.put("7", 12L);

            // Then
            expectAnswer(answer, "probed", "probed");
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"js", "python"})
    void shouldFollowTheLog(String language) throws Exception {
        // Given
        node.publish("orders.changed", "{\"id\":\"7\",\"version\":1}");
        String follow = language.equals("js")
                ? "await follow(\"subscription { changed { id version } }\", \"\", (event) => console.log(\"applied\"));\n"
                : "follow(\"subscription { changed { id version } }\", \"\", lambda event, id: print(\"applied\", flush=True))\n";
        try (Leash system = run(language, lines(HTTP, language) + lines(LOG, language) + follow)) {
            // When
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                node.publish("orders.changed", "{\"id\":\"7\",\"version\":12}");
                return Files.readString(folder.resolve("log." + language)).contains("applied");
            });

            // Then
            expectAnswer(ask("logged"), "logged", "projection");
            assertThat(system.isAlive()).isTrue();
        }
    }

    @Test
    void shouldFollowTheLogInJava() throws Exception {
        // Given
        compile(lines(HTTP, "java"), "Reports");
        Class<?> follower = compile(lines(LOG, "java"), "Follower");
        java.util.concurrent.atomic.AtomicBoolean applied = new java.util.concurrent.atomic.AtomicBoolean();
        java.util.function.BiConsumer<String, String> apply = (event, id) -> applied.set(true);
        threads.submit(() -> call(follower, null, "follow", CHANGED, null, apply));

        // When
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            node.publish("orders.changed", "{\"id\":\"7\",\"version\":12}");
            return applied.get();
        });

        // Then
        expectAnswer(ask("logged"), "logged", "projection");
    }

    /** Compiles a class of the guide, beside those that were compiled before. */
    private Class<?> compile(String text, String name) throws Exception {
        Path source = Files.writeString(folder.resolve(name + ".java"), text);
        String path = System.getProperty("java.class.path") + java.io.File.pathSeparator + folder;
        int errors = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", folder.toString(), "-cp", path, source.toString());
        assertThat(errors).isZero();
        URL[] classes = {folder.toUri().toURL()};
        return new URLClassLoader(classes, Vertx.class.getClassLoader()).loadClass(name);
    }

    private static Object call(Class<?> type, Object on, String name, Object... arguments) throws Exception {
        Method method = Arrays.stream(type.getDeclaredMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        method.setAccessible(true);
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw new AssertionError(e.getCause());
        }
    }
}
