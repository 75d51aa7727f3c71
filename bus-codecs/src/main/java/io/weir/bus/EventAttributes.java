package io.weir.bus;

import org.jspecify.annotations.Nullable;

/**
 * What travels beside an event's payload; the names are those of CloudEvents 1.0, section "Context Attributes".
 *
 * @param id the event's id, unique within its source
 * @param source where it happened
 * @param type what kind of event it is
 */
public record EventAttributes(
        @Nullable String id,
        @Nullable String source,
        @Nullable String type) {

    /** Nothing is known beside the payload. */
    public static final EventAttributes NONE = new EventAttributes(null, null, null);
}
