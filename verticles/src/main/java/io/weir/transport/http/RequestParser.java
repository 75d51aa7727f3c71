package io.weir.transport.http;

import io.vertx.core.buffer.Buffer;
import io.weir.execution.OperationRequest;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** HTTP bodies and query strings in, GraphQL requests out: GraphQL over HTTP, section "Request". */
final class RequestParser {

    private RequestParser() {}

    /**
     * A POST's JSON body.
     *
     * @throws HttpProblem with status 400 when it is not a well-formed GraphQL-over-HTTP request
     */
    static OperationRequest body(Buffer body) {
        if (body.length() == 0) {
            throw HttpProblem.badRequest("the request has no body: send a JSON object with \"query\"");
        }
        Object value = json(body);
        if (!(value instanceof Map<?, ?> parameters)) {
            throw HttpProblem.badRequest("the request body must be a JSON object with \"query\"");
        }
        return request(
                string(parameters, "query"),
                string(parameters, "operationName"),
                object("variables", parameters.get("variables")),
                object("extensions", parameters.get("extensions")));
    }

    /**
     * A GET's query string.
     *
     * @param uri path and query
     * @throws HttpProblem with status 400 when it is not a well-formed GraphQL-over-HTTP request
     */
    static OperationRequest query(String uri) {
        Map<String, List<String>> parameters = QueryString.parse(uri);
        return request(
                QueryString.single(parameters, "query"),
                QueryString.single(parameters, "operationName"),
                encodedObject(parameters, "variables"),
                encodedObject(parameters, "extensions"));
    }

    private static OperationRequest request(
            @Nullable String query,
            @Nullable String operationName,
            Map<String, @Nullable Object> variables,
            Map<String, @Nullable Object> extensions) {
        if (query == null) {
            throw HttpProblem.badRequest("the request has no \"query\": it must be a string with a GraphQL document");
        }
        return new OperationRequest(query, operationName, variables, extensions);
    }

    private static @Nullable Object json(Buffer body) {
        try {
            return Json.parse(body);
        } catch (MalformedJsonException e) {
            throw HttpProblem.badRequest("the request body is not JSON: " + e.getMessage());
        }
    }

    private static @Nullable String string(Map<?, ?> parameters, String name) {
        Object value = parameters.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw HttpProblem.badRequest("\"%s\" must be a string".formatted(name));
    }

    private static Map<String, @Nullable Object> object(String name, @Nullable Object value) {
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw HttpProblem.badRequest("\"%s\" must be a JSON object".formatted(name));
        }
        @SuppressWarnings("unchecked") // Json's objects have string keys
        Map<String, @Nullable Object> object = (Map<String, @Nullable Object>) map;
        return object;
    }

    private static Map<String, @Nullable Object> encodedObject(Map<String, List<String>> parameters, String name) {
        String text = QueryString.single(parameters, name);
        if (text == null) {
            return Map.of();
        }
        try {
            return object(name, Json.parse(text));
        } catch (MalformedJsonException e) {
            throw HttpProblem.badRequest("\"%s\" is not JSON: %s".formatted(name, e.getMessage()));
        }
    }
}
