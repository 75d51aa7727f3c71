package io.weir.graph;

import graphql.language.Field;
import io.weir.graph.supergraph.EntityKey;
import io.weir.graph.supergraph.Subgraph;
import io.weir.graph.supergraph.Supergraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which fields an event must carry: the keys of Weir's own schema. */
final class EntityKeys {

    private EntityKeys() {}

    /** One list of top-level names for each key, by the entity's type. */
    static Map<String, List<List<String>>> of(Supergraph supergraph) {
        Map<String, List<List<String>>> keys = new HashMap<>();
        supergraph.subgraphs().stream()
                .filter(Subgraph::local)
                .forEach(local -> supergraph.types().forEach((name, type) -> {
                    var here = type.in(local);
                    if (here != null && !here.keys().isEmpty()) {
                        keys.put(
                                name,
                                here.keys().stream().map(EntityKeys::fields).toList());
                    }
                }));
        return keys;
    }

    private static List<String> fields(EntityKey key) {
        return key.fields().selections().getSelectionsOfType(Field.class).stream()
                .map(Field::getName)
                .toList();
    }
}
