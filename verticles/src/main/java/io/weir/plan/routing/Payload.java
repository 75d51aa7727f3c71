package io.weir.plan.routing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * In what a source's value, or an object within it, differs from what the schema promises. The objects of a list count
 * together: what one of them lacks is had elsewhere for all of them.
 *
 * @param typesUnknown whether it is known by the key of an interface only
 * @param absent fields that are not in it and are to be had elsewhere, by the object's type
 * @param below the same of the objects in its fields, by storage key
 */
public record Payload(boolean typesUnknown, Map<String, Set<String>> absent, Map<String, Payload> below) {

    /** As the schema says. */
    public static final Payload AS_DECLARED = new Payload(false, Map.of(), Map.of());

    /** Copies the maps. */
    public Payload {
        absent = Map.copyOf(absent);
        below = Map.copyOf(below);
    }

    /** Whether it is as the schema says. */
    public boolean asDeclared() {
        return !typesUnknown && absent.isEmpty() && below.isEmpty();
    }

    /** In what either of two differs. */
    public Payload and(Payload other) {
        if (asDeclared() || other.asDeclared()) {
            return asDeclared() ? other : this;
        }
        Map<String, Set<String>> lacks = new HashMap<>(absent);
        other.absent.forEach((type, fields) -> lacks.merge(type, fields, Payload::union));
        Map<String, Payload> nested = new HashMap<>(below);
        other.below.forEach((key, payload) -> nested.merge(key, payload, Payload::and));
        return new Payload(typesUnknown || other.typesUnknown, lacks, nested);
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    /** That of the objects in a field. */
    Payload in(String storageKey) {
        return below.getOrDefault(storageKey, AS_DECLARED);
    }

    /** Whether objects of a type lack a field. */
    boolean lacks(String type, String field) {
        return absent.getOrDefault(type, Set.of()).contains(field);
    }
}
