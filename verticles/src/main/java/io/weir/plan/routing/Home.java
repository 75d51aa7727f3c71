package io.weir.plan.routing;

import io.weir.graph.supergraph.FieldInSubgraph;
import io.weir.graph.supergraph.Subgraph;

/**
 * A subgraph that declares a field of a type.
 *
 * @param type the type as the subgraph knows it: an interface where it has an interface object for it
 * @param field what it says of the field
 * @param key whether the field is a part of one of the type's keys there, so that it can be asked for though external
 */
record Home(Subgraph subgraph, String type, FieldInSubgraph field, boolean key) {

    /** Whether whoever reads the object there may ask for the field. */
    boolean readable() {
        return (!field.external() || key) && field.requires() == null;
    }

    /** Whether the subgraph answers for the field, be it after being told the fields that it requires. */
    boolean resolves() {
        return !field.external() || key;
    }
}
