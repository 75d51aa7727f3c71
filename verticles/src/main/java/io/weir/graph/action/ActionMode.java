package io.weir.graph.action;

/** When the client of an action is answered. */
public enum ActionMode {
    /** Once it has ended. */
    SYNC,
    /** Once it is accepted. */
    ASYNC,
    /** Once it has ended, or once it is accepted where the client selects nothing else or asks for that. */
    EITHER
}
