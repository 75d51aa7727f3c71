package io.weir.execution;

import graphql.language.SourceLocation;
import io.weir.error.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a response's {@code errors} (GraphQL specification, section 7.1.2).
 *
 * @param message fit for the client
 * @param location in the document, where known
 * @param path response keys and list positions; empty when no field is concerned
 * @param extensions with a {@code code}
 * @param members what else stands beside the message
 */
record FieldError(
        String message,
        @Nullable SourceLocation location,
        List<Object> path,
        Map<String, Object> extensions,
        Map<String, Object> members) {

    /** A value that does not fit the schema. */
    static final String INVALID_VALUE = ErrorCode.INVALID_VALUE.name();

    /** A fault of the server itself. */
    static final String INTERNAL_SERVER_ERROR = ErrorCode.INTERNAL_SERVER_ERROR.name();

    private static final Map<String, Object> INVALID = Map.of("code", INVALID_VALUE);

    static FieldError invalidValue(String message, @Nullable SourceLocation location, List<Object> path) {
        return new FieldError(message, location, path, INVALID, Map.of());
    }

    static FieldError of(Reason reason, ErrorPath path) {
        return new FieldError(reason.message(), path.location(), path.steps(), reason.extensions(), reason.members());
    }

    /** As {@link io.weir.json.Json} writes it. */
    Map<String, Object> toMap() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", message);
        if (location != null) {
            error.put("locations", List.of(locationMap(location)));
        }
        if (!path.isEmpty()) {
            error.put("path", path);
        }
        error.putAll(members);
        error.put("extensions", extensions);
        return error;
    }

    static Map<String, Object> locationMap(SourceLocation location) {
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("line", location.getLine());
        place.put("column", location.getColumn());
        return place;
    }
}
