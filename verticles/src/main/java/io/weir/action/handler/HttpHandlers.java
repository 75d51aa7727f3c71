package io.weir.action.handler;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.weir.config.ActionsConfig;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Handlers that are HTTP APIs: their connections, and what all calls share. Thread-safe. */
final class HttpHandlers {

    /** Shorter than servers keep idle connections: one that they close while we write leaves the outcome unknown. */
    private static final int KEEP_ALIVE_SECONDS = 4;

    private final Vertx vertx;
    private final ActionsConfig config;
    private final HttpClientOptions options;
    private final HostNames names;
    private final Clock clock;
    /** One for each event loop, so that a reply never crosses from the loop of its connection to that of its caller. */
    private final Map<Thread, HttpClient> clients = new ConcurrentHashMap<>();

    /**
     * Calls handlers.
     *
     * @param options of connections, for what this does not set itself
     */
    HttpHandlers(
            Vertx vertx, ActionsConfig config, HttpClientOptions options, HostNames.Resolver resolver, Clock clock) {
        this.vertx = vertx;
        this.config = config;
        this.options = new HttpClientOptions(options)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setSslHandshakeTimeout(config.defaults().connectTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setDecompressionSupported(false); // ReplyBytes does it, within bounds
        this.names = new HostNames(vertx, resolver);
        this.clock = clock;
    }

    /** Makes one attempt; on an event loop, whose thread the outcome comes on. Never fails. */
    Future<HandlerOutcome> call(Sending sending, HttpRequest request) {
        return new HttpAttempt(this, sending, request).run();
    }

    HttpClient client() {
        return clients.computeIfAbsent(
                Thread.currentThread(),
                loop -> vertx.httpClientBuilder()
                        .with(options)
                        .with(new PoolOptions().setHttp1MaxSize(config.places()).setMaxWaitQueueSize(-1))
                        .build());
    }

    Future<?> close() {
        return Future.join(clients.values().stream().map(HttpClient::close).toList());
    }

    Vertx vertx() {
        return vertx;
    }

    ActionsConfig config() {
        return config;
    }

    HostNames names() {
        return names;
    }

    Clock clock() {
        return clock;
    }
}
