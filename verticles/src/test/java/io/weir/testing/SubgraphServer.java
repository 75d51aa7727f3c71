package io.weir.testing;

import graphql.ExecutionInput;
import graphql.GraphQL;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.weir.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A real subgraph on a free port of the loopback address: it speaks HTTP and the federation protocol, keeps what it was
 * asked, and misbehaves when it is told to. Thread-safe.
 */
public final class SubgraphServer implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final Vertx vertx = Vertx.vertx();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Queue<Behaviour> next = new ConcurrentLinkedQueue<>();
    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private final GraphQL graphql;
    private final HttpServerOptions options;
    private HttpServer server;
    private volatile Behaviour behaviour = Behaviour.PROPER;

    private SubgraphServer(GraphQL graphql, HttpServerOptions options) {
        this.graphql = graphql;
        this.options = options.setHost("127.0.0.1").setPort(FreePorts.next());
        listen();
    }

    /**
     * One request as it arrived.
     *
     * @param query the document
     * @param variables by name
     */
    public record Received(String query, Map<String, Object> variables, MultiMap headers, HttpVersion version) {}

    /** What a subgraph with this SDL resolves; start it when that is said. */
    public static SubgraphSchemaFixture serving(String sdl) {
        return new SubgraphSchemaFixture(sdl);
    }

    /** A subgraph that resolves nothing, for tests that only ask {@code { __typename }}. */
    public static SubgraphServer start() {
        return serving("type Query { nothing: String }").start();
    }

    static SubgraphServer start(GraphQL graphql, HttpServerOptions options) {
        return new SubgraphServer(graphql, options);
    }

    private void listen() {
        server = await(
                vertx.createHttpServer(options).requestHandler(this::guarded).listen());
    }

    /** Where it answers. */
    public String url() {
        return (options.isSsl() ? "https" : "http") + "://localhost:" + options.getPort() + "/graphql";
    }

    /** What was asked, in order. */
    public List<Received> requests() {
        return received;
    }

    /** How many connections requests came on. */
    public int connections() {
        return connections.size();
    }

    /** Forgets what was asked. */
    public void forget() {
        received.clear();
    }

    /** How it answers from now on. */
    public void behave(Behaviour how) {
        behaviour = how;
    }

    /** How it answers the next requests, one each; then as before. */
    public void behaveNext(Behaviour... how) {
        next.addAll(List.of(how));
    }

    /** Closes the port, as a crash would; {@link #resume} opens it again. */
    public void pause() {
        await(server.close());
    }

    /** Listens again on the same port. */
    public void resume() {
        listen();
    }

    private void guarded(HttpServerRequest request) {
        Vertx.currentContext()
                .exceptionHandler(wrong -> request.response().setStatusCode(500).end(wrong.toString()));
        connections.add(request.connection());
        receive(request);
    }

    private void receive(HttpServerRequest request) {
        Behaviour first = next.poll();
        Behaviour how = first == null ? behaviour : first;
        request.body().onSuccess(body -> {
            Received asked = read(request, body);
            received.add(asked);
            how.answer(request, answer(asked));
        });
    }

    @SuppressWarnings("unchecked") // a test that sends anything else is wrong
    private static Received read(HttpServerRequest request, Buffer body) {
        Map<String, Object> asked = (Map<String, Object>) Json.parse(body);
        return new Received(
                (String) asked.get("query"),
                (Map<String, Object>) asked.getOrDefault("variables", Map.of()),
                request.headers(),
                request.version());
    }

    private Map<String, Object> answer(Received asked) {
        return graphql.execute(ExecutionInput.newExecutionInput(asked.query())
                        .variables(asked.variables())
                        .build())
                .toSpecification();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the subgraph server does not do as it should", e);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
