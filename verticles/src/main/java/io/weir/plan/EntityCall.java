package io.weir.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One {@code _entities} field of a request: which objects of the merged data are named to the subgraph, and how.
 *
 * @param responseKey its key in the reply's {@code data}
 * @param variable the variable of the request that takes the representations
 * @param path from the root object to the objects, through lists
 * @param staticType the type of an object there that does not name one
 * @param representations how an object of each type is named; objects of other types are left alone
 * @param filledKeys the storage keys that the reply fills, by the object's type: where nothing comes, they are missing
 * @param renames response keys that must stand under another name in the merged data
 */
public record EntityCall(
        String responseKey,
        String variable,
        List<PathStep> path,
        String staticType,
        Map<String, RepresentationTemplate> representations,
        Map<String, List<String>> filledKeys,
        Optional<KeyRenames> renames) {

    /** Copies the collections. */
    public EntityCall {
        path = List.copyOf(path);
        representations = Map.copyOf(representations);
        filledKeys = Map.copyOf(filledKeys);
    }

    /**
     * One step of the way to the objects: lists on the way are walked through.
     *
     * @param types the types of objects to go on from, named by {@code __typename}; empty for every type
     * @param storageKey the field to follow
     */
    public record PathStep(Set<String> types, String storageKey) {

        /** Copies the set. */
        public PathStep {
            types = Set.copyOf(types);
        }
    }
}
