package io.weir.cluster;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** The nodes that this node knows of. Thread-safe. */
public interface Peers {

    /** This node's id. */
    String self();

    /** Whether there will never be any other: what only several nodes need is left out then. */
    default boolean alone() {
        return false;
    }

    /** After how long of silence other nodes give one up. */
    default Duration lostAfter() {
        return ChronoUnit.FOREVER.getDuration();
    }

    /** How things stand now. */
    Members members();

    /**
     * Tells of every change from now on, on the Vert.x context that calls this.
     *
     * @param listener gets the newest members; may miss some in between
     * @return ends it
     */
    Runnable follow(Consumer<Members> listener);
}
