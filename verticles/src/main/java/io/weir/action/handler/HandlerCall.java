package io.weir.action.handler;

import io.weir.graph.action.ActionDefinition;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt for one action.
 *
 * @param id the action's id: the idempotency key that the handler sees, the same on every attempt
 * @param attempt from 1
 * @param arguments as the client sent them, coerced
 * @param headers of the client's request that templates may name, and its trace; names in lower case
 * @param timeout how long it may take in all
 */
public record HandlerCall(
        ActionDefinition action,
        String id,
        int attempt,
        Map<String, @Nullable Object> arguments,
        Map<String, String> headers,
        Duration timeout) {

    /** The headers are the client's secrets, and so may be the arguments. */
    @Override
    public String toString() {
        return "HandlerCall[" + id + " of " + action.field() + ", attempt " + attempt + "]";
    }
}
