package io.weir.execution;

import io.vertx.core.buffer.Buffer;
import io.weir.json.Json;
import io.weir.plan.RequestError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Request errors as JSON bytes. */
public final class Errors {

    private Errors() {}

    /** A JSON array of GraphQL errors. */
    public static Buffer json(List<RequestError> errors) {
        return Json.write(errors.stream().map(Errors::map).toList());
    }

    /** A JSON array of one GraphQL error that has no place. */
    static Buffer json(Reason reason) {
        return Json.write(List.of(FieldError.of(reason, ErrorPath.NOWHERE).toMap()));
    }

    private static Map<String, Object> map(RequestError error) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("message", error.message());
        if (!error.locations().isEmpty()) {
            map.put(
                    "locations",
                    error.locations().stream().map(FieldError::locationMap).toList());
        }
        map.put("extensions", Map.of("code", error.code()));
        return map;
    }
}
