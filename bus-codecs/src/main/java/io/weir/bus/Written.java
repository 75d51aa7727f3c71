package io.weir.bus;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A write that has been made, or an event that tells of one: from it follows what systems must have reached. Part of
 * messages; not one itself.
 *
 * @param actionId the action that made it; null where it is none
 * @param type the type of the result where it names none itself; null where that is not known
 * @param arguments of the mutation, one JSON object as UTF-8 bytes
 * @param result what the handler answered, or the event, one JSON value as UTF-8 bytes
 */
public record Written(@Nullable String actionId, @Nullable String type, Buffer arguments, Buffer result) {

    /** What was written is the client's. */
    @Override
    public String toString() {
        return "Written[" + actionId + ", " + type + "]";
    }
}
