package io.weir.bus;

import java.util.Locale;
import java.util.Optional;

/** What a node does for the others over the bus. */
public enum Service {
    /** Talks to clients. */
    TRANSPORT,
    /** Shares topics between subscribers. */
    TRIGGERS,
    /** Joins the bus to brokers. */
    BRIDGE,
    /** Runs actions. */
    ACTIONS,
    /** Holds responses until writes have arrived. */
    GATES,
    /** Runs server-side subscriptions. */
    DELIVERIES,
    /** Reads and writes the log. */
    LOG;

    /** The word for it on the wire and in metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The service of a word; empty for one that this release does not know. */
    public static Optional<Service> of(String word) {
        for (Service service : values()) {
            if (service.word().equals(word)) {
                return Optional.of(service);
            }
        }
        return Optional.empty();
    }
}
