package io.weir.transport;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.weir.bus.BusCodecs;
import io.weir.cluster.Alone;
import io.weir.config.HttpConfig;
import io.weir.config.HttpLimits;
import io.weir.config.StreamsConfig;
import io.weir.execution.Operations;
import io.weir.telemetry.Metrics;
import io.weir.transport.fanout.Subscriptions;
import io.weir.transport.http.ConnectionLimit;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A transport on a free port, with fakes for everything behind it. */
public final class TransportServer implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    public final FakeOperations operations = new FakeOperations();
    public final FakeTopics topics = new FakeTopics();
    public final FakeGates gates = new FakeGates();
    public final Metrics metrics = new Metrics();
    public final FakeTrigger trigger;
    /** What is asked in place of {@link #trigger} after {@link #startWithLog}. */
    public final FakeLog log;

    public final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger port = new AtomicInteger();
    private final String deployment;

    private TransportServer(HttpConfig http, int instances, boolean logged) {
        this(http, instances, logged, null);
    }

    private TransportServer(HttpConfig http, int instances, boolean logged, @Nullable Operations others) {
        BusCodecs.register(vertx.eventBus());
        trigger = new FakeTrigger(vertx, logged ? 1 : 0);
        log = new FakeLog(vertx, logged ? 0 : 1);
        ConnectionLimit connections = new ConnectionLimit(http.limits(), metrics);
        AtomicInteger ids = new AtomicInteger();
        deployment = await(vertx.deployVerticle(
                () -> new TransportVerticle(
                        Alone.of("n1", 1),
                        http,
                        others == null ? operations : others,
                        topics,
                        Set.of("default", "rabbit"),
                        gates,
                        new Subscriptions(
                                vertx,
                                Alone.of("n1", 1),
                                ids.incrementAndGet(),
                                Duration.ofSeconds(PATIENCE_SECONDS),
                                http.streams(),
                                metrics),
                        connections,
                        metrics,
                        port::set),
                new DeploymentOptions().setInstances(instances)));
    }

    public static TransportServer start() {
        return start(config(HttpLimits.DEFAULT));
    }

    public static TransportServer start(HttpConfig http) {
        return new TransportServer(http, 1, false);
    }

    public static TransportServer start(HttpConfig http, int instances) {
        return new TransportServer(http, instances, false);
    }

    /** One whose subscriptions are all served by {@link #log}. */
    public static TransportServer startWithLog(HttpConfig http) {
        return new TransportServer(http, 1, true);
    }

    /** One that serves these operations instead of {@link #operations}, with {@link #log}. */
    public static TransportServer startWithLog(Operations operations) {
        return new TransportServer(config(HttpLimits.DEFAULT), 1, true, operations);
    }

    /** A subscription that gives one response, when the test says so. */
    public FakeAwaited awaited(String document) {
        return operations.awaited(document, vertx);
    }

    /** Idle streams say so often that they are alive. */
    public static StreamsConfig heartbeats(Duration interval) {
        StreamsConfig defaults = StreamsConfig.DEFAULT;
        return new StreamsConfig(interval, interval, false, defaults.rejoinTimeout(), defaults.stallTimeout());
    }

    /** Loopback, a free port, short waits. */
    public static HttpConfig config(HttpLimits limits) {
        return config("127.0.0.1", List.of(), List.of(), limits, StreamsConfig.DEFAULT);
    }

    public static HttpConfig config(
            String host, List<String> keys, List<String> origins, HttpLimits limits, StreamsConfig streams) {
        HttpConfig defaults = HttpConfig.DEFAULT;
        return new HttpConfig(
                host, 0, 1, keys, origins, true, Duration.ofSeconds(5), limits, defaults.websocket(), streams);
    }

    public int port() {
        return port.get();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(PATIENCE_SECONDS));
    }

    /** A POST to {@code /graphql} with a JSON body. */
    public HttpRequest.Builder post(String json) {
        return request("/graphql")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Stops the verticle as a node that goes away does; its future completes when all is closed. */
    public Future<Void> stop() {
        return vertx.undeploy(deployment);
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
