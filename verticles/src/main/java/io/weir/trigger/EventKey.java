package io.weir.trigger;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventAttributes;
import io.weir.bus.TopicEvent;
import java.time.Duration;

/**
 * By what an event is known again that comes from a second bridge.
 *
 * @param hash of its id and source where it has an id, else of its bytes (FNV-1a, 64 bits)
 * @param named whether it has an id
 */
record EventKey(long hash, boolean named) {

    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    /** An id is never given twice, so only memory bounds how long one is known. */
    private static final long NAMED_NANOS = Duration.ofSeconds(5).toNanos();

    /**
     * Equal bytes may be two events: an update of an entity is often told by its key alone. Two bridges have an event at
     * about the same time; what comes later is taken for another, since one too many does less harm than one too few.
     */
    private static final long NAMELESS_NANOS = Duration.ofMillis(500).toNanos();

    /** How long any event may be known. */
    static final long LONGEST_NANOS = NAMED_NANOS;

    static EventKey of(TopicEvent event) {
        EventAttributes attributes = event.attributes();
        if (attributes.id() == null) {
            return new EventKey(hash(OFFSET, event.payload()), false);
        }
        return new EventKey(hash(hash(OFFSET, attributes.id()), String.valueOf(attributes.source())), true);
    }

    /** Whether two that came so far apart may be one. */
    boolean near(long nanos) {
        return Math.abs(nanos) <= (named ? NAMED_NANOS : NAMELESS_NANOS);
    }

    private static long hash(long seed, Buffer bytes) {
        long hash = seed;
        for (int i = 0; i < bytes.length(); i++) {
            hash = (hash ^ (bytes.getByte(i) & 0xff)) * PRIME;
        }
        return hash;
    }

    private static long hash(long seed, String text) {
        long hash = (seed ^ text.length()) * PRIME;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return hash;
    }
}
