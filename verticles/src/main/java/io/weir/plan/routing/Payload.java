package io.weir.plan.routing;

import java.util.Set;

/**
 * In what a source's value differs from what the schema promises.
 *
 * @param typesUnknown whether it is known by the key of an interface only
 * @param absent fields of the top object that are not in it, and are to be had elsewhere
 */
public record Payload(boolean typesUnknown, Set<String> absent) {

    /** As the schema says. */
    public static final Payload AS_DECLARED = new Payload(false, Set.of());

    /** Copies the set. */
    public Payload {
        absent = Set.copyOf(absent);
    }
}
