package io.weir.action;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.StartAction;
import io.weir.graph.action.ActionDefinition;
import io.weir.json.Json;
import java.time.Duration;
import java.util.List;
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
 * @param caller the system that asks for it, and does not wait for itself; null where none does
 */
record Command(
        ActionDefinition action,
        String id,
        Map<String, @Nullable Object> arguments,
        Map<String, String> headers,
        @Nullable Duration attention,
        @Nullable String caller) {

    private static final String TRACE_PARENT = "traceparent";

    /** The same, its arguments read from one JSON object. */
    @SuppressWarnings("unchecked") // whose keys are texts
    static Command of(ActionDefinition action, UUID id, Buffer arguments, Map<String, String> headers) {
        if (Json.parse(arguments) instanceof Map<?, ?> values) {
            return new Command(action, id.toString(), (Map<String, @Nullable Object>) values, headers, null, null);
        }
        throw new IllegalArgumentException("the arguments of " + action.field() + " are no JSON object");
    }

    /** The same for whoever asked for it so: how long it waits for systems, and which of them it is itself. */
    Command askedBy(StartAction start) {
        Long millis = start.gateMillis();
        return millis == null && start.caller() == null
                ? this
                : new Command(
                        action,
                        id,
                        arguments,
                        headers,
                        millis == null ? null : Duration.ofMillis(millis),
                        start.caller());
    }

    /** The systems that it affects, and that its client waits for. */
    List<String> affects() {
        return caller == null
                ? action.affects()
                : action.affects().stream()
                        .filter(system -> !system.equals(caller))
                        .toList();
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
