package io.weir.testing;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.weir.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** How a {@link SubgraphServer} answers: properly, or in one of the ways in which subgraphs fail. */
@FunctionalInterface
public interface Behaviour {

    /** The right answer. */
    Behaviour PROPER = (request, response) -> send(request, 200, Json.write(response));

    /** No answer, ever; the connection stays open. */
    Behaviour SILENT = (request, response) -> {};

    /** Half an answer, and then no more. */
    Behaviour STALLING = (request, response) -> {
        request.response().setChunked(true).putHeader("content-type", "application/json");
        request.response().write("{\"data\":");
    };

    /** The connection breaks before an answer. */
    Behaviour DROPPING = (request, response) -> request.connection().close();

    /** The connection breaks in the midst of the answer. */
    Behaviour BREAKING = (request, response) -> {
        request.response().putHeader("content-type", "application/json").putHeader("content-length", "100");
        request.response()
                .write("{\"data\":")
                .onComplete(written -> request.connection().close());
    };

    /** Answers one request. {@code response} is what the schema makes of it. */
    void answer(HttpServerRequest request, Map<String, Object> response);

    /** A status with a text that is no GraphQL. */
    static Behaviour status(int status) {
        return (request, response) -> request.response().setStatusCode(status).end("no");
    }

    /** A status with a header and a text that is no GraphQL. */
    static Behaviour status(int status, String header, String value) {
        return (request, response) -> request.response()
                .setStatusCode(status)
                .putHeader(header, value)
                .end("no");
    }

    /** The right answer under a wrong status. */
    static Behaviour properWithStatus(int status) {
        return (request, response) -> send(request, status, Json.write(response));
    }

    /** Some text instead of an answer, with status 200. */
    static Behaviour text(String text) {
        return (request, response) -> send(request, 200, Buffer.buffer(text));
    }

    /** Some GraphQL response instead of the right one. */
    static Behaviour response(int status, String json) {
        return (request, response) -> send(request, status, Buffer.buffer(json));
    }

    /** The right answer, followed by so many blanks, in pieces whose number is not told in advance. */
    static Behaviour padded(int blanks) {
        return (request, response) -> {
            request.response().setChunked(true).putHeader("content-type", "application/json");
            request.response().write(Json.write(response));
            request.response().end(" ".repeat(blanks));
        };
    }

    /** The right answer after a while. */
    static Behaviour late(long millis) {
        return (request, response) ->
                Vertx.currentContext().owner().setTimer(millis, then -> PROPER.answer(request, response));
    }

    /** One entity of each {@code _entities} list is null. */
    static Behaviour nullEntity(int index) {
        return entities(list -> {
            List<Object> edited = new ArrayList<>(list);
            edited.set(index, null);
            return edited;
        });
    }

    /** Each {@code _entities} list lacks its last entity. */
    static Behaviour shortList() {
        return entities(list -> list.subList(0, list.size() - 1));
    }

    /** Each {@code _entities} list is the wrong way round. */
    static Behaviour wrongOrder() {
        return entities(list -> {
            List<Object> edited = new ArrayList<>(list);
            Collections.reverse(edited);
            return edited;
        });
    }

    /** Each list at the top of the data is edited, whatever its alias; with {@code _entities} there is nothing else. */
    static Behaviour entities(UnaryOperator<List<Object>> edit) {
        return (request, response) -> {
            Map<String, Object> edited = new LinkedHashMap<>(response);
            edited.computeIfPresent("data", (key, data) -> edited(data, edit));
            PROPER.answer(request, edited);
        };
    }

    @SuppressWarnings("unchecked") // what graphql-java makes of a response
    private static Object edited(Object data, UnaryOperator<List<Object>> edit) {
        Map<String, Object> fields = new LinkedHashMap<>((Map<String, Object>) data);
        fields.replaceAll((alias, value) -> value instanceof List<?> list ? edit.apply((List<Object>) list) : value);
        return fields;
    }

    private static void send(HttpServerRequest request, int status, Buffer body) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(body);
    }
}
