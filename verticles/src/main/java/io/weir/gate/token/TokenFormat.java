package io.weir.gate.token;

import io.weir.bus.EventCursor;
import io.weir.bus.SystemTarget;
import java.nio.BufferUnderflowException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A token as bytes, before it is sealed: the format's version, the expiry in milliseconds, the place in the log, then
 * each system's name once with its targets.
 */
final class TokenFormat {

    private static final int VERSION = 1;

    private static final int NO_CURSOR = 0;
    private static final int AT_POSITION = 1;
    private static final int BEHIND_ID = 2;

    private TokenFormat() {}

    static byte[] write(Token token) {
        CompactWriter out =
                new CompactWriter().octet(VERSION).number(token.expiry().toEpochMilli());
        write(out, token.log());
        Map<String, List<SystemTarget>> systems = new LinkedHashMap<>();
        token.targets()
                .forEach(target -> systems.computeIfAbsent(target.system(), first -> new ArrayList<>())
                        .add(target));
        out.number(systems.size());
        systems.forEach((system, targets) -> {
            out.text(system).number(targets.size());
            targets.forEach(target -> TargetFormat.write(out, target));
        });
        return out.bytes();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException when it is something else, of a later version of Weir perhaps
     */
    static Token read(byte[] bytes) {
        CompactReader in = new CompactReader(bytes);
        try {
            if (in.octet() != VERSION) {
                throw new IllegalArgumentException("of another version");
            }
            Instant expiry = Instant.ofEpochMilli(in.number());
            EventCursor log = cursor(in);
            List<SystemTarget> targets = new ArrayList<>();
            in.list(() -> system(in)).forEach(targets::addAll);
            in.expectEnd();
            return new Token(targets, log, expiry);
        } catch (BufferUnderflowException | DateTimeException e) {
            throw new IllegalArgumentException("not what was written", e);
        }
    }

    private static List<SystemTarget> system(CompactReader in) {
        String system = in.text();
        return in.list(() -> TargetFormat.read(in, system));
    }

    private static void write(CompactWriter out, @Nullable EventCursor cursor) {
        String id = cursor == null ? null : cursor.id();
        if (cursor == null) {
            out.octet(NO_CURSOR);
        } else if (id == null) {
            out.octet(AT_POSITION).whole(cursor.store()).number(cursor.position());
        } else {
            out.octet(BEHIND_ID).text(id);
        }
    }

    private static @Nullable EventCursor cursor(CompactReader in) {
        return switch (in.octet()) {
            case NO_CURSOR -> null;
            case AT_POSITION -> EventCursor.at(in.whole(), in.number());
            case BEHIND_ID -> EventCursor.behind(in.text());
            default -> throw new IllegalArgumentException("no such place in a log");
        };
    }
}
