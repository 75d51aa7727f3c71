package io.weir.action;

import io.vertx.core.buffer.Buffer;
import io.weir.graph.action.ActionDefinition;
import io.weir.json.Json;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One action and what its client sent.
 *
 * @param id its id
 * @param arguments as the client sent them, coerced
 * @param headers of the client's request that templates may name, and its trace; names in lower case
 * @param attention how long the client waits for the systems that it affects; null for as long as the configuration says
 */
record Command(
        ActionDefinition action,
        String id,
        Map<String, @Nullable Object> arguments,
        Map<String, String> headers,
        @Nullable Duration attention) {

    private static final String TRACE_PARENT = "traceparent";

    /** The same, its arguments read from one JSON object. */
    @SuppressWarnings("unchecked") // whose keys are texts
    static Command of(ActionDefinition action, UUID id, Buffer arguments, Map<String, String> headers) {
        if (Json.parse(arguments) instanceof Map<?, ?> values) {
            return new Command(action, id.toString(), (Map<String, @Nullable Object>) values, headers, null);
        }
        throw new IllegalArgumentException("the arguments of " + action.field() + " are no JSON object");
    }

    /** The same for a client that waits for systems only so long. */
    Command attentive(@Nullable Long millis) {
        return millis == null ? this : new Command(action, id, arguments, headers, Duration.ofMillis(millis));
    }

    /** The trace that the client's request belongs to (W3C Trace Context); empty when it has none. */
    String trace() {
        String[] parts = headers.getOrDefault(TRACE_PARENT, "").split("-", -1);
        return parts.length > 1 ? parts[1] : "";
    }

    /** The headers are the client's secrets, and so may be the arguments. */
    @Override
    public String toString() {
        return "Command[" + id + " of " + action.field() + "]";
    }

    /**
     * One attempt at it.
     *
     * @param number from 1
     * @param timeout how long it may take
     */
    record Attempt(Command command, int number, Duration timeout) {}
}
