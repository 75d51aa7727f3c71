package io.weir.server;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a node does. Each role scales out alone. */
public enum Role {
    /** Talks to clients. */
    TRANSPORT(true),
    /** Shares topics between subscribers. */
    TRIGGERS(true),
    /** Joins the bus to brokers. */
    BRIDGE(true),
    /** Runs actions. */
    ACTIONS(true),
    /** Holds responses until writes have arrived. */
    GATES(true),
    /** Calls others when events happen. */
    DELIVERIES(false);

    private final boolean served;

    Role(boolean served) {
        this.served = served;
    }

    /** The word for it on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this version of Weir has it. */
    public boolean served() {
        return served;
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

    /** Every role that this version of Weir has. */
    public static Set<Role> all() {
        EnumSet<Role> served = EnumSet.allOf(Role.class);
        served.removeIf(role -> !role.served);
        return served;
    }
}
