package io.weir.action;

import io.weir.flow.Timing;
import io.weir.flow.UuidV7;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Ids of actions. */
final class ActionIds {

    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final UuidV7 ids;

    ActionIds(Timing timing) {
        this.ids = new UuidV7(timing::millis);
    }

    ActionIds(Timing timing, RandomGenerator random) {
        this.ids = new UuidV7(timing::millis, random);
    }

    /** A new one. */
    UUID next() {
        return ids.next();
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
