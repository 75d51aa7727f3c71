package io.weir.subgraph;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.weir.config.SubgraphsConfig;
import io.weir.telemetry.Metrics;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Asks subgraphs over HTTP. Connections are opened when they are needed and kept. Thread-safe. */
public final class HttpSubgraphClient implements SubgraphClient {

    private final Vertx vertx;
    private final Map<String, SubgraphEndpoint> endpoints;

    private HttpSubgraphClient(Vertx vertx, Map<String, SubgraphEndpoint> endpoints) {
        this.vertx = vertx;
        this.endpoints = Map.copyOf(endpoints);
    }

    /**
     * Makes a client for a node's subgraphs.
     *
     * @param urls where each answers, by name
     * @param config how each is called
     */
    public static HttpSubgraphClient of(
            Vertx vertx, Map<String, String> urls, SubgraphsConfig config, Metrics metrics) {
        ForwardedHeaders headers = ForwardedHeaders.of(config);
        Map<String, SubgraphEndpoint> endpoints = new HashMap<>();
        urls.forEach((name, url) -> endpoints.put(
                name,
                new SubgraphEndpoint(
                        vertx, name, url, config.call(name), headers, metrics.subgraph(name), Clock.systemUTC())));
        return new HttpSubgraphClient(vertx, endpoints);
    }

    @Override
    public Future<Buffer> send(SubgraphRequest request) {
        SubgraphEndpoint endpoint = endpoints.get(request.subgraph());
        if (endpoint == null) {
            return Future.failedFuture(SubgraphFailure.UNREACHABLE.of(request.subgraph()));
        }
        Context here = Vertx.currentContext();
        boolean own = here != null && here.owner() == vertx && Context.isOnEventLoopThread();
        return own ? new SubgraphCall(endpoint, request, here).run() : elsewhere(endpoint, request);
    }

    /** A caller outside of this Vert.x, or one that may block, has no event loop; the call needs one. */
    private Future<Buffer> elsewhere(SubgraphEndpoint endpoint, SubgraphRequest request) {
        Promise<Buffer> reply = Promise.promise();
        Context context = vertx.getOrCreateContext();
        context.runOnContext(
                turn -> new SubgraphCall(endpoint, request, context).run().onComplete(reply));
        return reply.future();
    }

    /** Whether there is no subgraph to ask. */
    public boolean isEmpty() {
        return endpoints.isEmpty();
    }

    /** A fetch was answered by an equal one. */
    void joined(String subgraph) {
        SubgraphEndpoint endpoint = endpoints.get(subgraph);
        if (endpoint != null) {
            endpoint.meters().shared().increment();
        }
    }

    /** Closes every connection; what is under way fails. */
    public Future<?> close() {
        return Future.join(
                endpoints.values().stream().map(SubgraphEndpoint::close).toList());
    }
}
