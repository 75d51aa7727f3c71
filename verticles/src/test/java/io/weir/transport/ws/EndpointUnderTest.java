package io.weir.transport.ws;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.weir.config.HttpConfig;
import io.weir.config.HttpLimits;
import io.weir.config.StreamsConfig;
import io.weir.config.WebSocketConfig;
import io.weir.telemetry.Metrics;
import io.weir.transport.http.ConnectionLimit;
import io.weir.transport.http.ServerOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** An endpoint on a real port of the loopback, with fakes behind it. */
final class EndpointUnderTest extends AbstractVerticle implements AutoCloseable {

    static final WebSocketConfig STOCK = new WebSocketConfig(
            false, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30), 4096, 100);
    static final WebSocketConfig SLIM = new WebSocketConfig(
            true, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30), 4096, 100);
    static final int WRITE_BUFFER = 256 * 1024;

    final FakeOperations operations = new FakeOperations();
    final FakeSubscriptions subscriptions = new FakeSubscriptions();
    final Metrics metrics = new Metrics();
    private final HttpConfig http;
    private final Vertx ownVertx = Vertx.vertx();
    private WebSocketEndpoint endpoint;
    private HttpServer server;

    private EndpointUnderTest(HttpConfig http) {
        this.http = http;
    }

    static EndpointUnderTest start(WebSocketConfig webSocket, String... origins) throws Exception {
        HttpLimits defaults = HttpLimits.DEFAULT;
        HttpLimits limits = new HttpLimits(
                defaults.connections(),
                defaults.body(),
                defaults.url(),
                defaults.headers(),
                WRITE_BUFFER,
                Duration.ofSeconds(75));
        HttpConfig http = new HttpConfig(
                "127.0.0.1",
                0,
                1,
                List.of(),
                List.of(origins),
                true,
                Duration.ofSeconds(1),
                limits,
                webSocket,
                StreamsConfig.DEFAULT);
        EndpointUnderTest started = new EndpointUnderTest(http);
        get(started.ownVertx.deployVerticle(started));
        return started;
    }

    @Override
    public void start(Promise<Void> started) {
        endpoint = new WebSocketEndpoint(vertx, http, operations, subscriptions, Admission.EVERYONE, metrics);
        HttpServerOptions options = ServerOptions.of(http).setCompressionSupported(true);
        server = vertx.createHttpServer(WebSocketEndpoint.configure(options, http));
        server.connectionHandler(new ConnectionLimit(http.limits(), metrics))
                .requestHandler(endpoint::accept)
                .listen()
                .<Void>mapEmpty()
                .onComplete(started);
    }

    int port() {
        return server.actualPort();
    }

    int open() throws Exception {
        return onLoop(endpoint::open);
    }

    Future<Void> drain() throws Exception {
        return onLoop(endpoint::drain);
    }

    /** Does something on the endpoint's event loop, in one tick. */
    void onLoop(Runnable task) throws Exception {
        onLoop(() -> {
            task.run();
            return true;
        });
    }

    private <T> T onLoop(Callable<T> task) throws Exception {
        Promise<T> done = Promise.promise();
        context.runOnContext(v -> {
            try {
                done.complete(task.call());
            } catch (Exception e) {
                done.fail(e);
            }
        });
        return get(done.future());
    }

    static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }

    @Override
    public void close() throws Exception {
        get(ownVertx.close());
    }
}
