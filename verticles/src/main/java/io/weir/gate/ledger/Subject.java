package io.weir.gate.ledger;

import io.weir.bus.SystemsAdvanced.Advance;
import java.util.Locale;
import java.util.UUID;

/**
 * Something that a system reports on: its version only grows.
 *
 * @param system its name in the configuration
 * @param text which action, key or log
 */
public record Subject(String system, String text) {

    /** What those begin with that are never forgotten: one for each system. */
    static final String LOG = "log:";

    private static final String ACTION = "action:";
    private static final String KEY = "key:";

    /** An action; applied at version 1. */
    public static Subject action(String system, UUID id) {
        return new Subject(system, ACTION + id);
    }

    /** The same, as it is written in messages: lower case or not. */
    public static Subject action(String system, String id) {
        return new Subject(system, ACTION + id.toLowerCase(Locale.ROOT));
    }

    /** What an action changes, such as {@code Order:7}. */
    public static Subject key(String system, String key) {
        return new Subject(system, KEY + key);
    }

    /** The log of a store; its version is the position of the last event that the system has handled. */
    public static Subject log(String system, long store) {
        return new Subject(system, LOG + Long.toHexString(store));
    }

    /** What an advance is of. */
    public static Subject of(Advance advance) {
        return new Subject(advance.system(), advance.subject());
    }

    /** Reached by this version, and by those after it. */
    public Advance at(long version) {
        return new Advance(system, text, version);
    }
}
