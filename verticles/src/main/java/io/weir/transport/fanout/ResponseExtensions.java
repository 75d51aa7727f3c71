package io.weir.transport.fanout;

import io.vertx.core.buffer.Buffer;
import io.weir.json.Json;
import org.jspecify.annotations.Nullable;

/** Puts {@code extensions} into a response that is bytes already. */
final class ResponseExtensions {

    private static final String OPENING = ",\"extensions\":{";

    private ResponseExtensions() {}

    /**
     * A copy with extensions.
     *
     * @param response one JSON object that has members, but no {@code extensions}
     * @param delivery what the stream promises; null is not said
     * @param eventId what the client gives back to go on; null is not said
     */
    static Buffer add(Buffer response, @Nullable Delivery delivery, @Nullable String eventId) {
        int end = response.length() - 1;
        Buffer added = Buffer.buffer(end + 128);
        added.appendBuffer(response, 0, end).appendString(OPENING);
        if (eventId != null) {
            added.appendString("\"eventId\":").appendBuffer(Json.write(eventId));
        }
        if (delivery != null) {
            added.appendString(eventId == null ? "" : ",")
                    .appendString("\"delivery\":{\"class\":\"")
                    .appendString(delivery.wire())
                    .appendString("\"}");
        }
        return added.appendString("}}");
    }
}
