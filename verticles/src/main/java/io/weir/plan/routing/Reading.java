package io.weir.plan.routing;

import io.weir.graph.supergraph.Subgraph;
import java.util.List;

/**
 * A fetch that is reading the objects of a position.
 *
 * @param selection what it asks of them
 * @param interfaceObject whether the fetch does not know the objects' concrete types
 * @param provided what can be asked for here though it is external
 * @param payload in what the objects differ from what their source declares, where it is one of Weir's own
 */
record Reading(
        FetchDraft fetch, SelectionDraft selection, boolean interfaceObject, Provided provided, Payload payload) {

    Reading(FetchDraft fetch, SelectionDraft selection, boolean interfaceObject, Provided provided) {
        this(fetch, selection, interfaceObject, provided, Payload.AS_DECLARED);
    }

    /** Whether all can be read here that the declarations say, and nothing else. */
    boolean asDeclared() {
        return provided.nothing() && payload.asDeclared();
    }

    /** The subgraphs that read. */
    static long bits(List<Reading> readings) {
        long bits = 0;
        for (Reading reading : readings) {
            bits |= reading.subgraph().bit();
        }
        return bits;
    }

    Subgraph subgraph() {
        return fetch.subgraph();
    }

    /** Whether it reads objects of a type, or of an interface as such. */
    boolean covers(Catalog catalog, String type) {
        String here = selection.type();
        if (here.equals(type)) {
            return true;
        }
        return interfaceObject ? catalog.possibleTypes().allows(here, type) : catalog.possible(subgraph(), here, type);
    }

    boolean reads(Catalog catalog, String type, Home home, String field) {
        if (payload.lacks(type, field)) {
            return false;
        }
        return home.readable() || home.field().requires() == null && provided.has(catalog, type, field);
    }

    /** The branch of the selection for objects of a type. */
    String branch(String type) {
        return interfaceObject ? selection.type() : type;
    }
}
