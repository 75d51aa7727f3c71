package io.weir.trigger;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.LoggedEvent;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/**
 * An event of a topic, parsed once for all groups.
 *
 * @param value its payload as {@link Json} parses it
 * @param malformed why the payload is not JSON; null when it is
 * @param position in the log; 0 for one that is not logged
 * @param id its own id, where the log knows one; null elsewhere
 */
record ReceivedEvent(
        @Nullable Object value,
        @Nullable String malformed,
        long position,
        @Nullable String id) {

    /** Stands where a response came of no event. */
    static final ReceivedEvent NONE = new ReceivedEvent(null, null, 0, null);

    /** One that is not logged, and no JSON. */
    static final ReceivedEvent NOT_JSON = malformed(0, null);

    /** One that is not logged. */
    static ReceivedEvent of(@Nullable Object value) {
        return new ReceivedEvent(value, null, 0, null);
    }

    /** One that is not logged. */
    static ReceivedEvent of(Buffer payload) {
        try {
            return of(Json.parse(payload));
        } catch (MalformedJsonException e) {
            return NOT_JSON;
        }
    }

    /** One of the log. */
    static ReceivedEvent of(LoggedEvent event) {
        try {
            return new ReceivedEvent(Json.parse(event.payload()), null, event.position(), event.id());
        } catch (MalformedJsonException e) {
            return malformed(event.position(), event.id());
        }
    }

    /** The same for a stream whose places are positions: an id that the log knows means something else there. */
    ReceivedEvent unnamed() {
        return id == null ? this : new ReceivedEvent(value, malformed, position, null);
    }

    private static ReceivedEvent malformed(long position, @Nullable String id) {
        return new ReceivedEvent(null, "it is not JSON", position, id);
    }
}
