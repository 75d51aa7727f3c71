package io.weir.action;

import io.weir.flow.Timing;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Ids of actions: unguessable, and in the order of time, so that an index on them grows at one end (UUID, version 7). */
final class ActionIds {

    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final RandomGenerator random;
    private final Timing timing;

    ActionIds(Timing timing) {
        this(timing, new SecureRandom());
    }

    ActionIds(Timing timing, RandomGenerator random) {
        this.timing = timing;
        this.random = random;
    }

    /** A new one (RFC 9562, section 5.7): 48 bits of time, 74 of chance. */
    UUID next() {
        long high = timing.millis() << 16 | 0x7000 | random.nextInt(1 << 12);
        long low = random.nextLong() >>> 2 | 1L << 63;
        return new UUID(high, low);
    }

    /** Those that may name an action, once each; what is malformed is unknown. */
    static List<UUID> read(Collection<String> texts) {
        List<UUID> ids = new ArrayList<>(texts.size());
        for (String text : texts) {
            String lower = text.toLowerCase(Locale.ROOT);
            if (UUID_TEXT.matcher(lower).matches()) {
                ids.add(UUID.fromString(lower));
            }
        }
        return ids.stream().distinct().toList();
    }
}
