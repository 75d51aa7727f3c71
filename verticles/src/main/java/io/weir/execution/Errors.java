package io.weir.execution;

import io.vertx.core.buffer.Buffer;
import io.weir.error.ErrorCode;
import io.weir.json.Json;
import io.weir.plan.RequestError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Request errors as JSON bytes. */
public final class Errors {

    private static final String RESUME_GAP =
            "this stream cannot go on from that event: events behind it are no longer kept, or were never kept here;"
                    + " load the present state and go on from extensions.latestEventId, or accept the gap and go on from"
                    + " extensions.earliestEventId";

    private Errors() {}

    /** A JSON array of GraphQL errors. */
    public static Buffer json(List<RequestError> errors) {
        return Json.write(errors.stream().map(Errors::map).toList());
    }

    /** A JSON array of one GraphQL error that has no place. */
    static Buffer json(Reason reason) {
        return Json.write(List.of(FieldError.of(reason, ErrorPath.NOWHERE).toMap()));
    }

    /**
     * A JSON array with the error for a client that cannot have all events behind the one from which it goes on.
     *
     * @param earliestEventId from there it can have all that there are
     * @param latestEventId from there it gets what comes
     */
    public static Buffer resumeGap(String earliestEventId, String latestEventId) {
        Map<String, Object> extensions = new LinkedHashMap<>();
        extensions.put("code", ErrorCode.RESUME_GAP.name());
        extensions.put("earliestEventId", earliestEventId);
        extensions.put("latestEventId", latestEventId);
        return Json.write(List.of(Map.of("message", RESUME_GAP, "extensions", extensions)));
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
