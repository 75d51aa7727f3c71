package io.weir.transport.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.weir.config.HttpConfig;
import io.weir.execution.Operations;
import io.weir.source.GateClient;
import io.weir.source.TopicClient;
import io.weir.telemetry.Metrics;
import io.weir.transport.sse.ResponseStreams;
import java.util.Set;

/** The public endpoint: finds who answers a request by its path. Belongs to one event loop. */
public final class HttpEndpoint implements Handler<HttpServerRequest> {

    private static final String GRAPHQL = "/graphql";

    private final GraphQlEndpoint graphQl;
    private final Site site;
    private final Handler<HttpServerRequest> webSockets;

    /**
     * Puts the endpoint of one transport instance together.
     *
     * @param providers the names of the providers that events may be published to
     * @param gates take the reports of systems
     * @param streams where subscriptions over plain HTTP live
     * @param webSockets takes the requests to {@code /graphql} that want to become WebSockets
     */
    public HttpEndpoint(
            Vertx vertx,
            HttpConfig http,
            Operations operations,
            TopicClient topics,
            Set<String> providers,
            GateClient gates,
            ResponseStreams streams,
            Metrics metrics,
            Handler<HttpServerRequest> webSockets) {
        Origins origins = new Origins(http.origins());
        this.graphQl = new GraphQlEndpoint(vertx, http, operations, streams, origins, metrics);
        this.site = new Site(vertx, http, operations, topics, providers, gates, origins);
        this.webSockets = webSockets;
    }

    @Override
    public void handle(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (response.writeQueueFull()) {
            // A client that pipelines requests and does not read waits, instead of filling the memory with answers.
            request.pause();
            response.drainHandler(drained -> {
                response.drainHandler(null);
                answer(request);
                request.resume();
            });
        } else {
            answer(request);
        }
    }

    private void answer(HttpServerRequest request) {
        try {
            route(request);
        } catch (HttpProblem problem) {
            Replies.problem(request, ResultType.JSON, problem);
        } catch (RuntimeException e) {
            Replies.failed(request, e);
        }
    }

    /** Answers what is not HTTP as we take it: a line or a header that is too long, or not HTTP at all. */
    public void invalid(HttpServerRequest request) {
        Replies.problem(
                request,
                ResultType.JSON,
                InvalidRequest.problem(request.decoderResult().cause()));
    }

    private void route(HttpServerRequest request) {
        String path = request.path();
        if (GRAPHQL.equals(path)) {
            if (upgrades(request)) {
                webSockets.handle(request);
            } else {
                graphQl.handle(request);
            }
        } else {
            site.handle(request, path == null ? "" : path);
        }
    }

    private static boolean upgrades(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true);
    }
}
