package io.weir.bus;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one system must have reached before it shows a write. Made after the write, so that a system that has reached it
 * has the write too. Part of messages; not one itself.
 */
public sealed interface SystemTarget {

    /** The system's name in the configuration. */
    String system();

    /**
     * The system says itself what it has applied: the action, or a version of what the action changed, whichever it reports
     * first. At least one of both is there.
     *
     * @param actionId the action; null where the write is none
     * @param key what was changed, such as {@code Order:7}; null where the handler's answer names no version
     * @param version the version of it that the write made, or a later one
     */
    record Applied(
            String system,
            @Nullable String actionId,
            @Nullable String key,
            long version) implements SystemTarget {}

    /**
     * The system is asked over HTTP.
     *
     * @param values what the placeholders of the question and of the expected answer stand for, in their order in the
     *     configuration
     */
    record Answered(String system, List<String> values) implements SystemTarget {

        /** Copies the values. */
        public Answered {
            values = List.copyOf(values);
        }
    }

    /**
     * The system is a replica of a PostgreSQL server.
     *
     * @param cluster the system identifier of both
     * @param timeline of the primary when it was asked
     * @param lsn the end of its write-ahead log then
     */
    record Replayed(String system, long cluster, int timeline, long lsn) implements SystemTarget {}

    /**
     * The system reads Weir's log.
     *
     * @param store which store gave the position
     * @param position of the last event that it must have handled
     */
    record Handled(String system, long store, long position) implements SystemTarget {}
}
