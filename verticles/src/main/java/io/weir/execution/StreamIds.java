package io.weir.execution;

import io.weir.bus.EventCursor;
import io.weir.resume.ResumeIds;
import io.weir.resume.StreamId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How places in one logged stream are written and read.
 *
 * @param together the ids of all logged streams of the operation; clients get the places of all as one id
 * @param at which of them this is
 * @param alone the ids of those of the same root field, as they are where it is the only one of its operation
 * @param atAlone which of these this is
 * @param ownIds whether the stream's events name their own ids
 */
record StreamIds(List<StreamId> together, int at, List<StreamId> alone, int atAlone, boolean ownIds) {

    /** What stands for its places beside those of the others. */
    StreamId id() {
        return together.get(at);
    }

    /** The place that a text says which is about this root field alone, or about all; empty when it says none. */
    Optional<EventCursor> read(String text) {
        return ResumeIds.read(text, together, false)
                .map(cursors -> cursors.get(at))
                .or(() -> ResumeIds.read(text, alone, ownIds).map(cursors -> cursors.get(atAlone)));
    }

    /**
     * The text for a place.
     *
     * @param ownId of the event there; null when it has none
     */
    String write(long store, long position, @Nullable String ownId) {
        if (ownId != null && ownIds && together.equals(alone)) {
            return ownId;
        }
        long[] positions = new long[together.size()];
        Arrays.fill(positions, position);
        return ResumeIds.write(store, together, positions);
    }
}
