package io.weir.server;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a node does. Each role scales out alone. */
public enum Role {
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
    /** Calls others when events happen. */
    DELIVERIES;

    /** The word for it on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role that a word of the command line names. */
    public static Optional<Role> of(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /** Every role. */
    public static Set<Role> all() {
        return EnumSet.allOf(Role.class);
    }
}
