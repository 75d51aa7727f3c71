package io.weir.bus;

/** Where an action is on its way. The names are what clients and the store see. */
public enum ActionState {
    /** Stored, and not yet begun. */
    ACCEPTED,
    /** A node holds its lease. */
    IN_PROGRESS,
    /** An attempt failed; another will follow. */
    RETRY_WAIT,
    /** The handler did it; the result is stored. */
    COMPLETED,
    /** It will not be done, and why is stored. */
    FAILED,
    /** A client took it back before it was done. */
    CANCELED,
    /** It was not begun in time, and never will be. */
    EXPIRED;

    /** Whether nothing more happens by itself. */
    public boolean ended() {
        return this == COMPLETED || this == FAILED || this == CANCELED || this == EXPIRED;
    }
}
