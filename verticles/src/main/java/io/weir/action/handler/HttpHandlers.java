package io.weir.action.handler;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.weir.config.ActionsConfig;
import io.weir.outbound.Dialer;
import io.weir.outbound.Resolver;
import java.time.Clock;

/** Handlers that are HTTP APIs: what all calls share. Thread-safe. */
final class HttpHandlers {

    private final Vertx vertx;
    private final ActionsConfig config;
    private final Dialer dialer;
    private final Clock clock;

    /**
     * Calls handlers.
     *
     * @param options of connections, for what this does not set itself
     */
    HttpHandlers(Vertx vertx, ActionsConfig config, HttpClientOptions options, Resolver resolver, Clock clock) {
        this.vertx = vertx;
        this.config = config;
        this.dialer = new Dialer(vertx, options, config.defaults().connectTimeout(), config.places(), resolver);
        this.clock = clock;
    }

    /** Makes one attempt; on an event loop, whose thread the outcome comes on. Never fails. */
    Future<HandlerOutcome> call(Sending sending, HttpRequest request) {
        return new HttpAttempt(this, sending, request).run();
    }

    Future<Void> close() {
        return dialer.close();
    }

    Vertx vertx() {
        return vertx;
    }

    ActionsConfig config() {
        return config;
    }

    Dialer dialer() {
        return dialer;
    }

    Clock clock() {
        return clock;
    }
}
