package io.weir.action.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.weir.action.handler.HandlerOutcome.Broken;
import io.weir.config.ActionConfig;
import io.weir.config.ActionsConfig;
import io.weir.error.ErrorCode;
import io.weir.graph.action.ActionDefinition;
import io.weir.graph.action.ActionSchemas;
import io.weir.source.RecordingTopicClient;
import io.weir.source.TopicClient;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Handlers on a Vert.x of their own, and servers on real sockets for them to call. */
final class HandlerFixture implements AutoCloseable {

    static final int MAX_RESPONSE = 1000;
    static final Duration PATIENT = Duration.ofSeconds(20);
    static final String ID = "0190163d-8694-739b-aea5-966c26f8ad91";

    final Vertx vertx = Vertx.vertx();
    final RecordingTopicClient topics = new RecordingTopicClient();
    /** What {@link #record} took, and its bodies. */
    final List<HttpServerRequest> requests = new CopyOnWriteArrayList<>();

    final List<String> bodies = new CopyOnWriteArrayList<>();
    private final Map<String, InetAddress[]> names = new HashMap<>();
    private final OutboundHandlers handlers;

    HandlerFixture() {
        this(new HttpClientOptions(), null);
    }

    HandlerFixture(HttpClientOptions options, @Nullable TopicClient other) {
        handlers = OutboundHandlers.of(vertx, config(), other == null ? topics : other, "1", options, this::resolve);
    }

    private static ActionsConfig config() {
        ActionsConfig d = ActionsConfig.DEFAULT;
        ActionConfig a = d.defaults();
        ActionConfig small = new ActionConfig(
                a.sync(),
                a.async(),
                a.expiry(),
                a.retryOn(),
                a.concurrency(),
                a.connectTimeout(),
                MAX_RESPONSE,
                a.circuitBreaker(),
                a.consistencyTimeout());
        return new ActionsConfig(
                d.allow(),
                d.headers(),
                d.env(),
                d.amqp(),
                small,
                d.fields(),
                d.places(),
                d.queue(),
                d.lease(),
                d.poll(),
                d.drain(),
                d.batch(),
                d.retention());
    }

    /** A name that leads to these addresses; all others are unknown but {@code localhost}. */
    HandlerFixture name(String name, String... addresses) throws UnknownHostException {
        InetAddress[] known = new InetAddress[addresses.length];
        for (int i = 0; i < known.length; i++) {
            known[i] = InetAddress.getByName(addresses[i]);
        }
        names.put(name, known);
        return this;
    }

    private InetAddress[] resolve(String name) throws UnknownHostException {
        if (name.equals("localhost")) {
            return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
        }
        InetAddress[] known = names.get(name);
        if (known == null) {
            throw new UnknownHostException(name);
        }
        return known;
    }

    /** An HTTP server on the loopback address; its port. */
    int serve(Consumer<HttpServerRequest> handler) {
        return serve(new HttpServerOptions(), handler);
    }

    int serve(HttpServerOptions options, Consumer<HttpServerRequest> handler) {
        HttpServer server = vertx.createHttpServer(options).requestHandler(handler::accept);
        return await(server.listen(0, "127.0.0.1")).actualPort();
    }

    /** A server that gives every request this answer. */
    int serve(int status, String contentType, String body) {
        return serve(request -> request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", contentType)
                .end(body));
    }

    /** Answers a request with {@code {"ok": true}}. */
    void record(HttpServerRequest request) {
        request.bodyHandler(body -> {
            requests.add(request);
            bodies.add(body.toString());
            request.response().end("{\"ok\": true}");
        });
    }

    /** The origin of a server of {@link #serve} or {@link #listen}. */
    static String local(int port) {
        return "http://127.0.0.1:" + port;
    }

    /** A server that speaks what the test says; its port. */
    int listen(Consumer<NetSocket> handler) {
        NetServer server = vertx.createNetServer().connectHandler(handler::accept);
        return await(server.listen(0, "127.0.0.1")).actualPort();
    }

    /** The action {@code do(id: ID!, n: Int, tags: [String!], in: In): P} with these arguments of the directive. */
    static ActionDefinition action(String origin, String arguments) {
        String sdl = """
                type Mutation { do(id: ID, n: Int, tags: [String!], in: In): P @action(%s) }
                input In { id: ID n: Int }
                type P { ok: Boolean }
                """.formatted(arguments);
        return ActionSchemas.action(ActionSchemas.graph(sdl, ActionSchemas.rules(origin)), "do");
    }

    /** What comes of calling this origin with POST. */
    HandlerOutcome post(String origin) {
        return post(origin, PATIENT);
    }

    HandlerOutcome post(String origin, Duration timeout) {
        return call(action(origin, "url: \"%s/do\"".formatted(origin)), Map.of("id", "7"), Map.of(), timeout);
    }

    HandlerOutcome call(ActionDefinition action, Map<String, @Nullable Object> arguments) {
        return call(action, arguments, Map.of(), PATIENT);
    }

    HandlerOutcome call(
            ActionDefinition action,
            Map<String, @Nullable Object> arguments,
            Map<String, String> headers,
            Duration timeout) {
        return await(handlers.call(new HandlerCall(action, ID, 2, arguments, headers, timeout)));
    }

    Handlers handlers() {
        return handlers;
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static HandlerOutcome.Rejected rejected(HandlerOutcome outcome) {
        assertThat(outcome).isInstanceOf(HandlerOutcome.Rejected.class);
        return (HandlerOutcome.Rejected) outcome;
    }

    static void assertBroken(HandlerOutcome outcome, ErrorCode code, boolean sent) {
        assertThat(outcome).isInstanceOfSatisfying(Broken.class, broken -> {
            assertThat(broken.code()).isEqualTo(code);
            assertThat(broken.sent()).as("sent").isEqualTo(sent);
            assertThat(broken.message()).doesNotContain("127.0.0.1", "169.254", "http");
        });
    }

    @Override
    public void close() {
        await(handlers.close());
        await(vertx.close());
    }
}
