package io.weir.bus;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * An event as the log keeps it. Part of messages; not one itself.
 *
 * @param provider the provider's name in the configuration
 * @param topic the rendered topic
 * @param position grows with every event of the log, over all topics; from 1
 * @param id what the event's payload says its own id is, where the topic's fields name one; of an event of a model, which
 *     row it happened to, so that it is no event's alone; null elsewhere
 * @param depth how many events of ours led to it, as {@link EventAttributes} says
 * @param payload the bytes as they came; never written to
 */
public record LoggedEvent(
        String provider,
        String topic,
        long position,
        @Nullable String id,
        int depth,
        Buffer payload) {

    /** An event that came of itself. */
    public LoggedEvent(String provider, String topic, long position, @Nullable String id, Buffer payload) {
        this(provider, topic, position, id, 0, payload);
    }
}
