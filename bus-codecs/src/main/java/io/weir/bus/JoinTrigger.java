package io.weir.bus;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A transport instance subscribes a client's operation to a topic. The trigger compiles its own plan from the text.
 * Answered by {@link TriggerJoined} once no later event can be missed, by {@link TriggerPage} while it is behind, or by
 * {@link JoinRefused}.
 *
 * @param subscriptionId the transport instance's own number for the subscription
 * @param deliverTo the transport instance's address, which takes the {@link GroupResult}s
 * @param provider the provider's name in the configuration
 * @param topic the rendered topic
 * @param query the document's text
 * @param operationName which operation of it, when it has several
 * @param variables the variables as the client sent them, one JSON object as UTF-8 bytes
 * @param access what the client may see; only subscriptions of equal access share an execution
 * @param headers those of the client's request that subgraphs may see, names in lower case; only subscriptions of equal
 *     headers share an execution
 * @param responseKey which of the operation's root fields; may be null when it has one
 * @param after from where the stream goes on, whatever the operation's own argument says; null when that decides, and
 *     without one the stream begins now
 */
public record JoinTrigger(
        long subscriptionId,
        String deliverTo,
        String provider,
        String topic,
        String query,
        @Nullable String operationName,
        Buffer variables,
        String access,
        Map<String, String> headers,
        @Nullable String responseKey,
        @Nullable EventCursor after)
        implements BusMessage {

    /** Copies the headers. */
    public JoinTrigger {
        headers = Map.copyOf(headers);
    }

    /** The headers are the client's secrets. */
    @Override
    public String toString() {
        return "JoinTrigger[" + subscriptionId + " of " + deliverTo + " to " + provider + ":" + topic + "]";
    }
}
