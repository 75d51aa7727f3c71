package io.weir.gate.lsn;

import io.weir.bus.SystemTarget.Replayed;

/**
 * How far a replica is.
 *
 * @param replica whether it is one; a promoted one writes a log of its own
 * @param cluster its system identifier
 * @param timeline the latest that it has heard of; 0 where it may not tell
 * @param lsn the end of the last record that it has replayed
 */
record Replay(boolean replica, long cluster, int timeline, long lsn) {

    /** What this says of a target. */
    enum Verdict {
        /** It has been replayed. */
        REACHED,
        /** It has not yet. */
        BEHIND,
        /** It follows another server, or is none: nothing can be said, unless that changes. */
        ASTRAY,
        /** It has left the timeline of the target: nobody knows whether with it, and timelines only grow. */
        NEVER
    }

    Verdict judge(Replayed target) {
        if (!replica || cluster != target.cluster() || timeline < target.timeline()) {
            return Verdict.ASTRAY;
        }
        if (timeline > target.timeline()) {
            return Verdict.NEVER;
        }
        return Long.compareUnsigned(lsn, target.lsn()) >= 0 ? Verdict.REACHED : Verdict.BEHIND;
    }
}
