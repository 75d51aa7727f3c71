package io.weir.bus;

/** Where a delivery is on its way. The names are what operators and the store see. */
public enum DeliveryState {
    /** It has not ended: it waits for its turn, for its next attempt, or for the end of one. */
    PENDING,
    /** The target took it, and what follows is done. */
    DELIVERED,
    /** The target was given up, and the mutation for that case has dealt with it. */
    FAILED,
    /** It was given up, and somebody has to see to it. */
    DEAD
}
