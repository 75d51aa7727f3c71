package io.weir.server;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import io.weir.operator.OperatorGraph;
import io.weir.transport.http.HttpProblem;
import io.weir.transport.http.WriteAccess;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /graphql} of the operations endpoint. Takes {@code application/json} alone, so that no web page can send a
 * request without asking first, and whoever may write: on loopback every program of the machine, elsewhere a key.
 */
final class OperatorEndpoint implements Handler<RoutingContext> {

    private static final int MAX_BYTES = 1 << 20;

    private final OperatorGraph graph;
    private final WriteAccess access;

    OperatorEndpoint(OperatorGraph graph, WriteAccess access) {
        this.graph = graph;
        this.access = access;
    }

    @Override
    public void handle(RoutingContext context) {
        try {
            access.check(context.request());
            requireJson(context.request());
            read(context);
        } catch (HttpProblem refused) {
            end(context, refused.status(), error(refused.reason()));
        }
    }

    private static void requireJson(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new HttpProblem(415, "send Content-Type: application/json");
        }
    }

    private void read(RoutingContext context) {
        HttpServerRequest request = context.request();
        Buffer body = Buffer.buffer();
        request.handler(piece -> {
            if (body.length() + piece.length() > MAX_BYTES) {
                request.handler(rest -> {});
                end(context, 413, error("the request is larger than %d bytes".formatted(MAX_BYTES)));
            } else {
                body.appendBuffer(piece);
            }
        });
        request.endHandler(end -> {
            if (!context.response().ended()) {
                run(context, body);
            }
        });
    }

    @SuppressWarnings("unchecked") // the JSON parser gives no other maps
    private void run(RoutingContext context, Buffer body) {
        Map<?, ?> request = object(body);
        if (!(request.get("query") instanceof String query)) {
            end(context, 400, error("the body is no JSON object with a text \"query\""));
            return;
        }
        Map<String, @Nullable Object> variables =
                request.get("variables") instanceof Map<?, ?> given ? (Map<String, @Nullable Object>) given : Map.of();
        String name = request.get("operationName") instanceof String given ? given : null;
        graph.execute(query, name, variables)
                .onSuccess(response -> end(context, 200, response))
                .onFailure(fault -> end(context, 500, error("the operation could not be completed")));
    }

    private static Map<?, ?> object(Buffer body) {
        try {
            return Json.parse(body) instanceof Map<?, ?> map ? map : Map.of();
        } catch (MalformedJsonException e) {
            return Map.of();
        }
    }

    private static Buffer error(String message) {
        return Json.write(Map.of("errors", List.of(Map.of("message", message))));
    }

    private static void end(RoutingContext context, int status, Buffer body) {
        if (!context.response().ended()) {
            context.response()
                    .setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(body);
        }
    }
}
