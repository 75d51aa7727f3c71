package io.weir.graph.supergraph;

import java.util.List;
import java.util.Set;

/**
 * What one subgraph says of a composite type.
 *
 * @param keys its keys there, in the order written
 * @param interfaceObject whether a type that is an interface elsewhere is an object type there
 * @param possible the object types that a value can have there: members or implementations that the subgraph itself
 *     declares; the type itself for an object type; empty where it is an interface object, since the subgraph knows none
 */
public record TypeInSubgraph(List<EntityKey> keys, boolean interfaceObject, Set<String> possible) {

    /** Copies the collections. */
    public TypeInSubgraph {
        keys = List.copyOf(keys);
        possible = Set.copyOf(possible);
    }
}
