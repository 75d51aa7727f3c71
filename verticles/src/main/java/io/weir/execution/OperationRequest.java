package io.weir.execution;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One GraphQL request as a client sent it, whatever the transport.
 *
 * @param query the document's text
 * @param operationName which of its operations, when it has several
 * @param variables raw variables, as {@link io.weir.json.Json} parses them
 * @param extensions the request's extensions
 */
public record OperationRequest(
        String query,
        @Nullable String operationName,
        Map<String, @Nullable Object> variables,
        Map<String, @Nullable Object> extensions) {}
