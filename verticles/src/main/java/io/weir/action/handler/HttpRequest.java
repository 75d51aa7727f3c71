package io.weir.action.handler;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.weir.graph.action.ActionMethod;
import io.weir.graph.action.ActionTarget;
import io.weir.json.Json;
import io.weir.template.Origin;
import io.weir.template.RefusedValueException;
import io.weir.template.Template.Part.Placeholder;
import io.weir.template.Template.Scope;
import io.weir.template.TemplateValues;
import io.weir.template.UrlTemplate.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One attempt as an HTTP request.
 *
 * @param target path and query
 * @param body JSON as UTF-8 bytes; null where the method has none
 */
record HttpRequest(
        HttpMethod method,
        Origin origin,
        String target,
        Map<String, String> headers,
        @Nullable Buffer body) {

    private static final Map<String, String> USUAL =
            Map.of("Accept", "application/json, application/problem+json", "Accept-Encoding", "gzip");

    /**
     * The request.
     *
     * @throws RefusedValueException when a value cannot stand in the URL
     */
    static HttpRequest of(Sending sending, ActionTarget.Http http, String userAgent) throws RefusedValueException {
        boolean bodyless = http.method() == ActionMethod.GET || http.method() == ActionMethod.DELETE;
        List<Parameter> more = bodyless ? parameters(sending.values().arguments(), http) : List.of();
        Map<String, String> headers = new LinkedHashMap<>(sending.headers());
        Set<String> given = headers.keySet().stream().map(String::toLowerCase).collect(Collectors.toSet());
        Map<String, String> usual = new LinkedHashMap<>(USUAL);
        usual.put("User-Agent", userAgent);
        if (!bodyless) {
            usual.put("Content-Type", "application/json");
        }
        usual.forEach((name, value) -> {
            if (!given.contains(name.toLowerCase())) {
                headers.put(name, value);
            }
        });
        return new HttpRequest(
                HttpMethod.valueOf(http.method().name()),
                http.url().origin(),
                http.url().render(sending.values(), more),
                headers,
                bodyless ? null : Json.write(sending.body()));
    }

    /** Without a body, the arguments that the URL does not name go into the query; lists as one pair each element. */
    private static List<Parameter> parameters(Map<String, @Nullable Object> arguments, ActionTarget.Http http) {
        Set<String> named = http.placeholders().stream()
                .filter(placeholder -> placeholder.scope() == Scope.ARGS)
                .map(Placeholder::path)
                .map(path -> path.get(0))
                .collect(Collectors.toSet());
        List<Parameter> parameters = new ArrayList<>();
        arguments.forEach((name, value) -> {
            if (!named.contains(name)) {
                add(name, value, parameters);
            }
        });
        return parameters;
    }

    private static void add(String name, @Nullable Object value, List<Parameter> parameters) {
        if (value instanceof List<?> list) {
            list.forEach(element ->
                    parameters.add(new Parameter(name, element == null ? "" : TemplateValues.text(element))));
        } else if (value != null) {
            parameters.add(new Parameter(name, TemplateValues.text(value)));
        }
    }

    /** The headers are the client's secrets, and so may be the arguments. */
    @Override
    public String toString() {
        return "HttpRequest[" + method + " " + origin + "]";
    }
}
