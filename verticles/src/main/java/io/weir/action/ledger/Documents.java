package io.weir.action.ledger;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionFailure;
import io.weir.bus.ActionOperation;
import io.weir.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a row keeps as JSON bytes, there and back. Keys may be added, never change: rows outlive versions. */
final class Documents {

    private Documents() {}

    static Buffer ofHeaders(Map<String, String> headers) {
        return Json.write(headers);
    }

    static Map<String, String> headers(@Nullable Buffer written) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (written != null) {
            object(written).forEach((name, value) -> headers.put(name, String.valueOf(value)));
        }
        return headers;
    }

    static Buffer ofOperation(ActionOperation operation) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("query", operation.query());
        written.put("operationName", operation.operationName());
        written.put("variables", operation.variables().toString());
        written.put("responseKey", operation.responseKey());
        return Json.write(written);
    }

    static ActionOperation operation(Buffer written) {
        Map<String, Object> read = object(written);
        return new ActionOperation(
                text(read, "query"),
                (String) read.get("operationName"),
                Buffer.buffer(text(read, "variables")),
                text(read, "responseKey"));
    }

    static Buffer ofFailure(ActionFailure failure) {
        Buffer upstream = failure.upstream();
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("code", failure.code());
        written.put("message", failure.message());
        written.put("httpStatus", failure.httpStatus());
        written.put("upstream", upstream == null ? null : upstream.toString());
        written.put("reasons", failure.reasons());
        written.put("transient", failure.transientFailure());
        written.put("attempts", failure.attempts());
        written.put("retryAfterMillis", failure.retryAfterMillis());
        return Json.write(written);
    }

    static ActionFailure failure(Buffer written) {
        Map<String, Object> read = object(written);
        Object upstream = read.get("upstream");
        List<String> reasons = new ArrayList<>();
        ((List<?>) Objects.requireNonNull(read.get("reasons"))).forEach(reason -> reasons.add(String.valueOf(reason)));
        return new ActionFailure(
                text(read, "code"),
                text(read, "message"),
                number(read, "httpStatus").intValue(),
                upstream == null ? null : Buffer.buffer((String) upstream),
                reasons,
                Boolean.TRUE.equals(read.get("transient")),
                number(read, "attempts").intValue(),
                number(read, "retryAfterMillis").longValue());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Buffer written) {
        return (Map<String, Object>) Objects.requireNonNull(Json.parse(written));
    }

    private static String text(Map<String, Object> object, String key) {
        return (String) Objects.requireNonNull(object.get(key), key);
    }

    private static Number number(Map<String, Object> object, String key) {
        return (Number) Objects.requireNonNull(object.get(key), key);
    }
}
