package io.weir.plan;

import io.weir.plan.routing.Payload;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a source's value is fetched elsewhere when the value lacks it, and so worth a look at each value; the same of
 * the objects within it. A field that is there and null is a value.
 *
 * @param staticType the type of an object that names none
 * @param byInterface the types of objects that are known by the key of their interface only
 * @param fields names, by the object's type
 * @param nested fields in whose objects there is something to look for, by the type of the object that has the field
 */
record Substitutes(
        String staticType,
        Set<String> byInterface,
        Map<String, List<String>> fields,
        Map<String, List<Nested>> nested) {

    private static final String TYPENAME = "__typename";

    /**
     * A field with objects.
     *
     * @param name under which the value has it
     * @param storageKey under which the merged data have it
     */
    record Nested(String name, String storageKey, Substitutes within) {}

    boolean none() {
        return byInterface.isEmpty() && fields.isEmpty() && nested.isEmpty();
    }

    /** In what a value differs from what its source declares. Lists are walked through. */
    Payload differences(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return ofObject(object);
        }
        Payload all = Payload.AS_DECLARED;
        if (value instanceof List<?> elements) {
            for (int i = 0; i < elements.size(); i++) {
                all = all.and(differences(elements.get(i)));
            }
        }
        return all;
    }

    private Payload ofObject(Map<?, ?> object) {
        String type = object.get(TYPENAME) instanceof String name ? name : staticType;
        Set<String> absent = absent(object, fields.getOrDefault(type, List.of()));
        Map<String, Payload> below = below(object, nested.getOrDefault(type, List.of()));
        boolean unknown = byInterface.contains(type);
        return !unknown && absent.isEmpty() && below.isEmpty()
                ? Payload.AS_DECLARED
                : new Payload(unknown, absent.isEmpty() ? Map.of() : Map.of(type, absent), below);
    }

    private static Set<String> absent(Map<?, ?> object, List<String> names) {
        Set<String> absent = Set.of();
        for (int i = 0; i < names.size(); i++) {
            if (!object.containsKey(names.get(i))) {
                absent = absent.isEmpty() ? new LinkedHashSet<>() : absent;
                absent.add(names.get(i));
            }
        }
        return absent;
    }

    private static Map<String, Payload> below(Map<?, ?> object, List<Nested> fields) {
        Map<String, Payload> below = Map.of();
        for (int i = 0; i < fields.size(); i++) {
            Nested field = fields.get(i);
            Payload found = field.within().differences(object.get(field.name()));
            if (!found.asDeclared()) {
                below = below.isEmpty() ? new HashMap<>() : below;
                below.put(field.storageKey(), found);
            }
        }
        return below;
    }
}
