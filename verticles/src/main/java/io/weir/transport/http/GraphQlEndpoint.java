package io.weir.transport.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.weir.bus.EventAttributes;
import io.weir.config.HttpConfig;
import io.weir.execution.Operations;
import io.weir.telemetry.Metrics;
import io.weir.transport.sse.ResponseStreams;
import org.jspecify.annotations.Nullable;

/** {@code /graphql}: GraphQL over HTTP, by GET and POST, answered as one response or as a stream. */
final class GraphQlEndpoint {

    private static final String METHODS = "GET, HEAD, POST, OPTIONS";

    private static final HttpProblem NOT_ACCEPTABLE = new HttpProblem(
            406,
            "nothing that \"Accept\" names is to be had: name application/graphql-response+json or application/json,"
                    + " and text/event-stream or multipart/mixed;subscriptionSpec=1.0 for a stream");

    private static final HttpProblem UNSUPPORTED = new HttpProblem(
            415, "the request body must have the header \"Content-Type: application/json\", in UTF-8, not compressed");

    private final Vertx vertx;
    private final long maxBody;
    private final Operations operations;
    private final ResponseStreams streams;
    private final Origins origins;
    private final WriteAccess access;
    private final Metrics metrics;
    private final AcceptHeader accept = new AcceptHeader();

    GraphQlEndpoint(
            Vertx vertx,
            HttpConfig http,
            Operations operations,
            ResponseStreams streams,
            Origins origins,
            Metrics metrics) {
        this.vertx = vertx;
        this.maxBody = http.limits().body();
        this.operations = operations;
        this.streams = streams;
        this.origins = origins;
        this.access = new WriteAccess(http);
        this.metrics = metrics;
    }

    /** Answers one request; what it throws as {@link HttpProblem} is the answer. */
    void handle(HttpServerRequest request) {
        HttpMethod method = request.method();
        if (method.equals(HttpMethod.POST)) {
            post(request);
        } else if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            get(request);
        } else if (method.equals(HttpMethod.OPTIONS)) {
            origins.preflight(request, METHODS);
        } else {
            origins.decorate(request);
            Methods.require(request, HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.OPTIONS);
        }
    }

    private void post(HttpServerRequest request) {
        GraphQlExchange exchange = begin(request);
        HttpProblem problem = refusal(request, exchange);
        if (problem != null) {
            exchange.problem(problem);
        } else {
            RequestBody.read(request, maxBody, exchange::body, exchange::tooLarge);
        }
    }

    private void get(HttpServerRequest request) {
        request.response().headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        GraphQlExchange exchange = begin(request);
        if (exchange.accepted().nothing()) {
            exchange.problem(NOT_ACCEPTABLE);
        } else {
            exchange.query();
        }
    }

    private GraphQlExchange begin(HttpServerRequest request) {
        origins.decorate(request);
        Accepted accepted = accept.read(request.getHeader(HttpHeaders.ACCEPT));
        return new GraphQlExchange(vertx, request, accepted, depth(request), operations, streams, metrics);
    }

    /** Who may not write events says nothing of what led to them: another's deliveries would be given up as loops. */
    private int depth(HttpServerRequest request) {
        String depth = request.getHeader(EventAttributes.DEPTH_HEADER);
        return depth != null && access.allows(request) ? EventAttributes.depth(depth) : 0;
    }

    private static @Nullable HttpProblem refusal(HttpServerRequest request, GraphQlExchange exchange) {
        if (exchange.accepted().nothing()) {
            return NOT_ACCEPTABLE;
        }
        return ContentTypes.isJson(request) ? null : UNSUPPORTED;
    }
}
