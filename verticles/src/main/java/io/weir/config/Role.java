package io.weir.config;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A part of the work that a node may take on; a node without a choice takes all that are served. */
public enum Role {
    /** Sockets of clients. */
    TRANSPORT(true),
    /** Topics and who listens to them. */
    TRIGGERS(true),
    /** Durable actions. */
    ACTIONS(false),
    /** Waiting for systems to catch up. */
    GATES(false),
    /** Brokers. */
    BRIDGE(true),
    /** Calls to others when events happen. */
    DELIVERIES(false);

    private final boolean served;

    Role(boolean served) {
        this.served = served;
    }

    /** Whether this version can run it. */
    public boolean served() {
        return served;
    }

    /** The name on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of a name on the command line. */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    /** Every role that this version can run. */
    public static Set<Role> allServed() {
        return Arrays.stream(values())
                .filter(Role::served)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    }
}
