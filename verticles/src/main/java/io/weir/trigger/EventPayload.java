package io.weir.trigger;

import io.vertx.core.buffer.Buffer;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/**
 * An event's payload, parsed once for all groups.
 *
 * @param value as {@link Json} parses it
 * @param malformed why it is not JSON; null when it is
 */
record EventPayload(@Nullable Object value, @Nullable String malformed) {

    static final EventPayload NOT_JSON = new EventPayload(null, "it is not JSON");

    static EventPayload of(Buffer bytes) {
        try {
            return new EventPayload(Json.parse(bytes), null);
        } catch (MalformedJsonException e) {
            return NOT_JSON;
        }
    }
}
