package io.weir.gate.token;

import io.weir.bus.SystemTarget;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One target of a system as bytes: its kind, then its fields. The system's name stands elsewhere. */
final class TargetFormat {

    private static final int APPLIED = 1;
    private static final int ANSWERED = 2;
    private static final int REPLAYED = 3;
    private static final int HANDLED = 4;

    /** Ids of actions are of this kind, and have a shorter form. */
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final int NO_TEXT = 0;
    private static final int TEXT = 1;
    private static final int UUID_BYTES = 2;

    private TargetFormat() {}

    static void write(CompactWriter out, SystemTarget target) {
        if (target instanceof SystemTarget.Applied applied) {
            out.octet(APPLIED);
            optional(out, applied.actionId());
            optional(out, applied.key());
            out.number(applied.version());
        } else if (target instanceof SystemTarget.Answered answered) {
            out.octet(ANSWERED).number(answered.values().size());
            answered.values().forEach(out::text);
        } else if (target instanceof SystemTarget.Replayed replayed) {
            out.octet(REPLAYED)
                    .whole(replayed.cluster())
                    .number(replayed.timeline())
                    .number(replayed.lsn());
        } else if (target instanceof SystemTarget.Handled handled) {
            out.octet(HANDLED).whole(handled.store()).number(handled.position());
        }
    }

    static SystemTarget read(CompactReader in, String system) {
        return switch (in.octet()) {
            case APPLIED -> new SystemTarget.Applied(system, optional(in), optional(in), in.number());
            case ANSWERED -> new SystemTarget.Answered(system, in.list(in::text));
            case REPLAYED -> new SystemTarget.Replayed(system, in.whole(), (int) in.number(), in.number());
            case HANDLED -> new SystemTarget.Handled(system, in.whole(), in.number());
            default -> throw new IllegalArgumentException("no such target");
        };
    }

    private static void optional(CompactWriter out, @Nullable String text) {
        if (text == null) {
            out.octet(NO_TEXT);
        } else if (UUID_TEXT.matcher(text).matches()) {
            UUID id = UUID.fromString(text);
            out.octet(UUID_BYTES).whole(id.getMostSignificantBits()).whole(id.getLeastSignificantBits());
        } else {
            out.octet(TEXT).text(text);
        }
    }

    private static @Nullable String optional(CompactReader in) {
        return switch (in.octet()) {
            case NO_TEXT -> null;
            case TEXT -> in.text();
            case UUID_BYTES -> new UUID(in.whole(), in.whole()).toString();
            default -> throw new IllegalArgumentException("no such text");
        };
    }
}
