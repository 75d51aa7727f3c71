package io.weir.graph.action;

/** What a client is told when systems do not show a write in time. */
public enum OnTimeout {
    /** An error. */
    FAIL,
    /** What there is, and that it may be stale. */
    STALE
}
