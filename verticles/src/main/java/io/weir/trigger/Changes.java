package io.weir.trigger;

import io.vertx.core.buffer.Buffer;
import io.weir.execution.EventStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a group of a stream of changes last said of each entity, and which of them are being looked at: events are hints,
 * many of them at a time are one, and only what differs is news. Belongs to one event loop.
 */
final class Changes {

    /** Entities that are remembered; of others, the next value is news whatever it is. */
    private static final int MAX_ENTITIES = 10_000;

    private final MessageDigest sha256 = sha256();
    /** The one that was looked at last is the last. */
    private final Map<Object, Entity> entities = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Entity> eldest) {
            return size() > MAX_ENTITIES;
        }
    };

    private final Map<Long, Look> underWay = new HashMap<>();

    /**
     * That an entity may have changed.
     *
     * @param by completes it
     * @param payload of the event
     * @param scope of the event, so that no fetch from before it is shared
     */
    record Hint(EventStream by, Object payload, EventScope scope) {

        Object key() {
            return by.changeKey(payload);
        }

        /** This for both: where systems are awaited, they must show what the one before told of too. */
        Hint after(@Nullable Hint before) {
            return before == null || by.awaits().isEmpty() ? this : new Hint(by, payload, scope.after(before.scope));
        }
    }

    /** Whether the entity will be looked at after this hint anyway. */
    boolean coalesces(Hint hint) {
        Entity entity = entities.get(hint.key());
        return entity != null && entity.latest != null && entity.latest.takes(hint);
    }

    /** The entity will be looked at, under this number. */
    Look add(long number, Hint hint) {
        Entity entity = entities.computeIfAbsent(hint.key(), key -> new Entity());
        Look look = new Look(entity, hint);
        entity.latest = look;
        underWay.put(number, look);
        return look;
    }

    /** What was seen under this number; null when there is no such look. */
    @Nullable
    Look end(long number) {
        Look look = underWay.remove(number);
        if (look != null && look.entity.latest == look) {
            look.entity.latest = null;
        }
        return look;
    }

    /** Whether this differs from what was seen last; from now on it is what was. */
    boolean news(Look look, Buffer response) {
        Digest digest = digest(response);
        boolean differs = !digest.equals(look.entity.last);
        look.entity.last = digest;
        return differs;
    }

    private Digest digest(Buffer response) {
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest(response.getBytes()));
        return new Digest(digest.getLong(), digest.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** The first half of a SHA-256. */
    private record Digest(long high, long low) {}

    private static final class Entity {

        @Nullable
        Digest last;

        /** The last look at it that has not ended. */
        @Nullable
        Look latest;
    }

    /** One look at an entity, for all hints until it begins. */
    static final class Look {

        private final Entity entity;
        private Hint hint;
        private boolean begun;
        private @Nullable Hint again;

        private Look(Entity entity, Hint hint) {
            this.entity = entity;
            this.hint = hint;
        }

        /** Begins; the hint of now. */
        Hint begin() {
            begun = true;
            return hint;
        }

        /** The last hint that came after it had begun; null when none did. */
        @Nullable
        Hint again() {
            return again;
        }

        private boolean takes(Hint later) {
            Hint before = begun ? again : hint;
            if (before != null && before.scope.full()) {
                return false;
            }
            Hint both = later.after(before);
            if (begun) {
                again = both;
            } else {
                hint = both;
            }
            return true;
        }
    }
}
