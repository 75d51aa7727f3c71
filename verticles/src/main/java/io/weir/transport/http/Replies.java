package io.weir.transport.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.weir.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes whole answers. Nothing is written to a client that has gone. */
final class Replies {

    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

    private static final CharSequence SOON = HttpHeaders.createOptimized("1");

    private static final long GRACE_MILLIS = 1000;

    private static final Buffer ERRORS_OPEN = Buffer.buffer("{\"errors\":");

    private Replies() {}

    /** Answers with a body. */
    static void send(HttpServerRequest request, int status, CharSequence contentType, Buffer body) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, contentType);
        response.end(body);
    }

    /** Adds to an answer that the client is to come back in a moment. */
    static void askAgainSoon(HttpServerRequest request) {
        request.response().putHeader(HttpHeaders.RETRY_AFTER, SOON);
    }

    /** Answers with one error. */
    static void problem(HttpServerRequest request, ResultType type, HttpProblem problem) {
        send(request, problem.status(), type.contentType(), errors(problem));
    }

    /**
     * Answers with one error while the client may still be sending. What it goes on sending is dropped for a while, so
     * that it reads the answer instead of a reset; then its connection is closed.
     */
    static void problemAndClose(HttpServerRequest request, ResultType type, HttpProblem problem, Vertx vertx) {
        problem(request, type, problem);
        vertx.setTimer(GRACE_MILLIS, timer -> {
            if (!request.isEnded()) {
                request.connection().close();
            }
        });
    }

    /** Answers for a failure of our own; what it was stays in the log. */
    static void failed(HttpServerRequest request, Throwable failure) {
        LOG.atError().setCause(failure).log("request failed");
        problem(request, ResultType.JSON, new HttpProblem(500, "the server failed on this request; its log says why"));
    }

    /** A response that has only errors, from one message. */
    static Buffer errors(HttpProblem problem) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", problem.reason());
        if (problem.code() != null) {
            error.put("extensions", Map.of("code", problem.code()));
        }
        return errors(Json.write(List.of(error)));
    }

    /** A response that has only errors, from a JSON array of GraphQL errors. */
    static Buffer errors(Buffer array) {
        return Buffer.buffer(array.length() + 16)
                .appendBuffer(ERRORS_OPEN)
                .appendBuffer(array)
                .appendByte((byte) '}');
    }
}
