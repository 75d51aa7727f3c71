package io.weir.transport.fanout;

/** What an event stream promises: stands in {@code extensions.delivery.class}. */
public enum Delivery {
    /** An event that is published while the client is away is missed. */
    LIVE("live"),
    /** Whoever comes back with an event id gets what it missed. */
    RESUMABLE("resumable");

    private final String wire;

    Delivery(String wire) {
        this.wire = wire;
    }

    /** As clients read it. */
    String wire() {
        return wire;
    }
}
