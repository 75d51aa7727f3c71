package io.weir.trigger;

import io.weir.bus.TopicClosed;

/** A topic as it was opened once at one node's bridge, and what has come of it. Belongs to one event loop. */
final class Opening {

    private final String node;
    private final long number;
    /** What it may bring although subscribers have it. */
    private final Doubles doubles = new Doubles();

    private long heard;
    private boolean excused;

    /**
     * Nothing has come.
     *
     * @param node whose bridge is asked
     * @param number never that of another opening of the shard
     */
    Opening(String node, long number) {
        this.node = node;
        this.number = number;
    }

    String node() {
        return node;
    }

    long number() {
        return number;
    }

    Doubles doubles() {
        return doubles;
    }

    /** What comes next may be behind a gap of which subscribers know. */
    void excuse() {
        excused = true;
    }

    /** Whether an event came behind a later one: it was missed, and that was told. */
    boolean late(long event) {
        return event <= heard;
    }

    /** An event came; whether some before it are missing. */
    boolean skips(long event) {
        boolean gap = event != heard + 1;
        heard = event;
        excused &= gap; // else it had its broker after all
        return gap;
    }

    /** Whether subscribers know of the gap that was just seen; of the next one they do not. */
    boolean excused() {
        boolean known = excused;
        excused = false;
        return known;
    }

    /** Whether its last event did not come, or may not have come, and nobody knows. */
    boolean endsBefore(long last) {
        return !excused && (last == TopicClosed.UNKNOWN || heard < last);
    }
}
