package io.weir.bus;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What travels beside an event's payload; the names are those of CloudEvents 1.0, section "Context Attributes".
 *
 * @param id the event's id, unique within its source
 * @param source where it happened
 * @param type what kind of event it is
 * @param depth how many events of ours led to it, one by the other; 0 for one that came of itself, and at most {@link
 *     #DEEPEST}
 */
public record EventAttributes(
        @Nullable String id,
        @Nullable String source,
        @Nullable String type,
        int depth) {

    /** Nothing is known beside the payload. */
    public static final EventAttributes NONE = new EventAttributes(null, null, null);

    /** The header that carries the depth, over HTTP, on the bus and through brokers. */
    public static final String DEPTH_HEADER = "weir-depth";

    /** The same as an extension attribute of CloudEvents. */
    public static final String DEPTH_EXTENSION = "weirdepth";

    /** Whatever is deeper counts as this deep: it is far behind the depth at which everyone stops. */
    public static final int DEEPEST = 1000;

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,4}");

    /** Bounds the depth. */
    public EventAttributes {
        depth = Math.max(0, Math.min(depth, DEEPEST));
    }

    /** An event that came of itself. */
    public EventAttributes(@Nullable String id, @Nullable String source, @Nullable String type) {
        this(id, source, type, 0);
    }

    /** What somebody else says the depth is: a whole number up to {@link #DEEPEST} is believed, all else is 0. */
    public static int depth(@Nullable String text) {
        if (text == null || !WHOLE.matcher(text).matches()) {
            return 0;
        }
        int depth = Integer.parseInt(text);
        return depth > DEEPEST ? 0 : depth;
    }

    /** The same with another depth. */
    public EventAttributes withDepth(int other) {
        return new EventAttributes(id, source, type, other);
    }
}
