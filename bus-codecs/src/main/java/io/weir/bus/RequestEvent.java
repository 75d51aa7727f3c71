package io.weir.bus;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * A request over a provider that expects one reply. Answered by {@link EventReply}, or failed with a {@link BusFailure}.
 *
 * @param provider the provider's name in the configuration
 * @param topic the rendered topic
 * @param headers what travels beside the payload, by name
 * @param payload the arguments, one JSON object as UTF-8 bytes
 * @param timeoutMillis how long the reply may take, in milliseconds
 */
public record RequestEvent(
        String provider, String topic, Map<String, String> headers, Buffer payload, long timeoutMillis)
        implements BusMessage {

    /** Copies the headers. */
    public RequestEvent {
        headers = Map.copyOf(headers);
    }
}
