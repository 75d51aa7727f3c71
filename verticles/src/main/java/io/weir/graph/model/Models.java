package io.weir.graph.model;

import graphql.schema.GraphQLSchema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All models of a graph, and the subgraph that they are. Immutable.
 *
 * @param all by name, in the order written
 * @param schema the executable schema of the subgraph {@link #SUBGRAPH}: its types and root fields, {@code _entities}
 *     included; empty where there is no model
 */
public record Models(Map<String, Model> all, Optional<GraphQLSchema> schema) {

    /** The name of the subgraph, in plans and problems. */
    public static final String SUBGRAPH = "models";

    /** A graph without models. */
    public static final Models NONE = new Models(Map.of(), Optional.empty());

    /** Copies the map, in its order. */
    public Models {
        all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** The model whose events an input type filters. */
    public Optional<Model> filteredBy(String inputType) {
        return all.values().stream()
                .filter(model -> inputType.equals(model.name() + "EventFilter"))
                .findFirst();
    }

    /** A model that there is. */
    public Model get(String name) {
        Model model = all.get(name);
        if (model == null) {
            throw new IllegalArgumentException("no model " + name);
        }
        return model;
    }
}
