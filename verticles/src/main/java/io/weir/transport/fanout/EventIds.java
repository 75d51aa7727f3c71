package io.weir.transport.fanout;

import io.weir.resume.ResumeIds;
import io.weir.resume.StreamId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The event ids of one feed: its place as text, made once for all feeds at the same place. Belongs to one event loop. */
final class EventIds {

    /** An own id that is longer goes as a position: ids come back in headers. */
    private static final int LONGEST_OWN_ID = 1024;

    private final List<RootStream> roots;
    private final List<StreamId> streams;
    private final long[] positions;

    /**
     * Makes those of a feed.
     *
     * @param roots its roots in the order of the selection; only those whose topics are logged count
     */
    EventIds(List<RootStream> roots) {
        this.roots = roots.stream().filter(RootStream::resumable).toList();
        this.streams = this.roots.stream().map(RootStream::streamId).toList();
        this.positions = new long[streams.size()];
    }

    /** The payload under the feed's place, or under the event's own id where that may stand for it. */
    SharedPayload mark(SharedPayload payload, @Nullable String ownId) {
        long store = update();
        if (store == 0) {
            return payload;
        }
        Marked marked = payload.form(Marked.class, Marked::new);
        SharedPayload known = marked.at(this, store);
        return known == null ? marked.renew(payload.under(text(store, ownId)), this, store) : known;
    }

    /** The feed's place; null while it has none. */
    @Nullable
    String text() {
        long store = update();
        return store == 0 ? null : text(store, null);
    }

    private String text(long store, @Nullable String ownId) {
        return ownId != null && travels(ownId) ? ownId : ResumeIds.write(store, streams, positions);
    }

    /** The store of the positions; 0 when not all roots have one. */
    private long update() {
        long store = 0;
        for (int i = 0; i < positions.length; i++) {
            store = roots.get(i).place().store();
            positions[i] = roots.get(i).place().position();
            if (store == 0) {
                return 0;
            }
        }
        return store;
    }

    /**
     * Whether an id that a stranger chose comes back as it went out: in an {@code id:} line, where a line break would end
     * it, NUL makes it void and nothing at all forgets it; and in a header, which has no control characters and loses
     * spaces at its ends.
     */
    private static boolean travels(String id) {
        return !id.isEmpty()
                && id.length() <= LONGEST_OWN_ID
                && id.charAt(0) != ' '
                && id.charAt(id.length() - 1) != ' '
                && id.codePoints().allMatch(EventIds::travels);
    }

    private static boolean travels(int codePoint) {
        return !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
    }

    /** A payload under the event id of the feed that had it last: the others of its group are mostly at the same place. */
    private static final class Marked implements SharedPayload.WireForm {

        private long store;
        private List<StreamId> streams = List.of();
        private long[] positions = {};
        private @Nullable SharedPayload payload;

        @Nullable
        SharedPayload at(EventIds place, long ofStore) {
            boolean same =
                    store == ofStore && Arrays.equals(positions, place.positions) && streams.equals(place.streams);
            return same ? payload : null;
        }

        SharedPayload renew(SharedPayload renewed, EventIds place, long ofStore) {
            release();
            store = ofStore;
            streams = place.streams;
            positions = place.positions.clone();
            payload = renewed;
            return renewed;
        }

        @Override
        public void release() {
            if (payload != null) {
                payload.release();
                payload = null;
            }
        }
    }
}
