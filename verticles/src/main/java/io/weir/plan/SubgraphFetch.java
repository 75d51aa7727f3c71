package io.weir.plan;

import io.weir.graph.supergraph.Subgraph;
import io.weir.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * One HTTP request to a subgraph: an operation on its root type, or entities by their representations.
 *
 * @param subgraph whom to ask
 * @param mutation whether the operation may change something
 * @param query the text of the operation; its response keys are storage keys
 * @param encodedQuery the text with its quotes, as UTF-8 JSON
 * @param variables the client's variables that the text uses, by name
 * @param entities what is asked by {@code _entities}; empty for a root operation
 * @param rootKeys the storage keys that a root operation fills; empty otherwise
 * @param renames response keys that must stand under another name in the merged data of a root operation
 * @param dependsOn the nodes that must have ended before this one starts
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the arrays are never written to
public record SubgraphFetch(
        Subgraph subgraph,
        boolean mutation,
        String query,
        byte[] encodedQuery,
        List<String> variables,
        List<EntityCall> entities,
        List<String> rootKeys,
        Optional<KeyRenames> renames,
        int[] dependsOn)
        implements FetchNode {

    /** Encodes the query. */
    public SubgraphFetch(
            Subgraph subgraph,
            boolean mutation,
            String query,
            List<String> variables,
            List<EntityCall> entities,
            List<String> rootKeys,
            Optional<KeyRenames> renames,
            int[] dependsOn) {
        this(
                subgraph,
                mutation,
                query,
                Json.write(query).getBytes(),
                variables,
                entities,
                rootKeys,
                renames,
                dependsOn);
    }

    /** Copies the lists. */
    public SubgraphFetch {
        variables = List.copyOf(variables);
        entities = List.copyOf(entities);
        rootKeys = List.copyOf(rootKeys);
    }
}
