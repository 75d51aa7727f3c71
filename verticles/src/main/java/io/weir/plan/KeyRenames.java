package io.weir.plan;

import java.util.List;
import java.util.Map;

/**
 * Response keys that two types of one selection could not share, because their types differ in the subgraph; after the
 * reply they get the name that the merged data have for them (GraphQL specification, section 5.3.2).
 *
 * @param here the renamings on an object
 * @param below by the response key (before renaming) of a field that has renamings further down
 */
public record KeyRenames(List<KeyRename> here, Map<String, KeyRenames> below) {

    /** Copies the collections. */
    public KeyRenames {
        here = List.copyOf(here);
        below = Map.copyOf(below);
    }

    /**
     * One renaming.
     *
     * @param from the reply's key
     * @param to the storage key
     */
    public record KeyRename(String from, String to) {}
}
