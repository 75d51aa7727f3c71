package io.weir.plan;

import java.util.List;
import java.util.Set;

/**
 * How an object is named to a subgraph: {@code {"__typename": …, key fields, required fields}}.
 *
 * @param typename the type as the subgraph knows it: an interface's name where it has an interface object
 * @param fields in the order written
 */
public record RepresentationTemplate(String typename, List<Part> fields) {

    /** Copies the list. */
    public RepresentationTemplate {
        fields = List.copyOf(fields);
    }

    /**
     * One field of a representation.
     *
     * @param types the types of the object for which it is sent; empty for every type
     * @param name the field's name
     * @param storageKey where its value stands in the merged data
     * @param key whether it is a part of the key: an object without it cannot be named, and is not asked for
     * @param below what of the field's objects is sent; empty for scalars and enums
     */
    public record Part(Set<String> types, String name, String storageKey, boolean key, List<Part> below) {

        /** Copies the collections. */
        public Part {
            types = Set.copyOf(types);
            below = List.copyOf(below);
        }
    }
}
