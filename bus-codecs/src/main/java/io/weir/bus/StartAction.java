package io.weir.bus;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mutation runs an action; any node with the role takes it. Answered by an {@link ActionReport}, once the action has
 * ended or, for one that runs later, once it is stored; or by {@link ActionRefused} when nothing was begun. One that
 * repeats the key of an action that has not ended is answered at once by how that stands, and not begun.
 *
 * @param field the mutation's field, which names the action
 * @param arguments the coerced arguments, one JSON object as UTF-8 bytes
 * @param durable whether it has a row in the store, so that it can be referred to afterwards
 * @param later whether it is answered once it is stored, and run then; always durable
 * @param owner who may ask for it; empty where no one is known
 * @param idempotencyKey repeated, it names the same action
 * @param headers those of the client's request that templates may name, and its trace; names in lower case
 * @param operation the mutation itself; absent when it is not durable
 * @param gateMillis how long its client waits for the systems that it affects; null for as long as the configuration says,
 *     which is never exceeded
 * @param caller the system that asks, for which its own mutation does not wait; null where none does
 * @param asked the arguments as its client gave them, before hooks changed them: these tell whether a repeated key asks for
 *     the same; null where no hook did
 */
public record StartAction(
        String field,
        Buffer arguments,
        boolean durable,
        boolean later,
        String owner,
        @Nullable String idempotencyKey,
        Map<String, String> headers,
        @Nullable ActionOperation operation,
        @Nullable Long gateMillis,
        @Nullable String caller,
        @Nullable Buffer asked)
        implements BusMessage {

    /** Copies the headers. */
    public StartAction {
        headers = Map.copyOf(headers);
        if (later && !durable) {
            throw new IllegalArgumentException("an action that runs later must be durable");
        }
    }

    /** The headers are the client's secrets, and so may be the arguments. */
    @Override
    public String toString() {
        return "StartAction[" + field + (later ? ", later" : durable ? ", durable" : "") + "]";
    }
}
