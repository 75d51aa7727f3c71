package io.weir.server;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.weir.config.AdminConfig;
import io.weir.telemetry.Metrics;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The operations endpoint: health for orchestrators, metrics for Prometheus, and the graph of operators. */
final class AdminVerticle extends VerticleBase {

    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final AdminConfig config;
    private final NodeState state;
    private final Metrics metrics;
    private final IntConsumer listening;
    private final Handler<RoutingContext> operators;
    private @Nullable HttpServer server;

    /**
     * Serves {@code state} and {@code metrics}.
     *
     * @param operators answers what operators ask
     * @param listening told the port once it takes connections
     */
    AdminVerticle(
            AdminConfig config,
            NodeState state,
            Metrics metrics,
            Handler<RoutingContext> operators,
            IntConsumer listening) {
        this.config = config;
        this.state = state;
        this.metrics = metrics;
        this.operators = operators;
        this.listening = listening;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        router.get("/health/live").handler(context -> json(context, 200, new JsonObject().put("status", "up")));
        router.get("/health/ready").handler(this::ready);
        router.get("/metrics")
                .handler(context -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, PROMETHEUS_TEXT)
                        .end(metrics.scrape()));
        router.post("/graphql").handler(operators);
        HttpServer created = vertx.createHttpServer(
                        new HttpServerOptions().setHost(config.host()).setPort(config.port()))
                .requestHandler(router);
        server = created;
        return created.listen().onSuccess(open -> listening.accept(open.actualPort()));
    }

    @Override
    public Future<?> stop() {
        return server == null ? Future.succeededFuture() : server.close();
    }

    /**
     * A provider, a store or a role that is away does not make the node unready: the fields that need it say so themselves, and
     * the rest works. A balancer that took such nodes out would take them all out at once.
     */
    private void ready(RoutingContext context) {
        boolean ready = state.phase() == NodeState.Phase.READY;
        JsonObject providers = new JsonObject();
        state.providers().forEach((name, connected) -> providers.put(name, connected ? "connected" : "disconnected"));
        JsonObject body = new JsonObject().put("status", word(state.phase())).put("providers", providers);
        state.store().ifPresent(store -> body.put("store", word(store)));
        body.put("nodes", state.nodes());
        if (!state.missing().isEmpty()) {
            body.put("missing", List.copyOf(state.missing()));
        }
        json(context, ready ? 200 : 503, body);
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    private static void json(RoutingContext context, int status, JsonObject body) {
        HttpServerResponse response = context.response();
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body.toBuffer());
    }
}
