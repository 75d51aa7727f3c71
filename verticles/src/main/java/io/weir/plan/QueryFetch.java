package io.weir.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A query that is run for objects of the merged data, once for all objects whose inputs are equal. It changes nothing,
 * whatever operation it is a part of.
 *
 * @param path from the root object to the objects, through lists
 * @param staticType the type of an object there that does not name one
 * @param types the types of the objects that the query is run for
 * @param answer where its result goes; empty when it is merged into the objects, which are of type Query themselves
 * @param inputs the values that it needs of each object
 * @param plan what it fetches
 * @param dependsOn the nodes that must have ended before this one starts
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the array is never written to
public record QueryFetch(
        List<EntityCall.PathStep> path,
        String staticType,
        Set<String> types,
        Optional<Answer> answer,
        QueryInputs inputs,
        OperationPlan plan,
        int[] dependsOn)
        implements FetchNode {

    /** Copies the collections. */
    public QueryFetch {
        path = List.copyOf(path);
        types = Set.copyOf(types);
    }

    /**
     * The one field of the query that answers a field of the objects.
     *
     * @param text the template as written in the schema
     * @param resultKey where its value stands in the query's root object
     * @param storageKey where the value goes in each object
     */
    public record Answer(String text, String resultKey, String storageKey) {}
}
