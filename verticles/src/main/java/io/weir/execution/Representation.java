package io.weir.execution;

import io.weir.graph.Graph;
import io.weir.graph.supergraph.Subgraph;
import io.weir.graph.supergraph.SupergraphType;
import io.weir.graph.supergraph.TypeInSubgraph;
import io.weir.plan.ValueProjection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What makes a JSON value a representation: an object that names its type and carries its key. */
final class Representation {

    private static final String TYPENAME = "__typename";

    private Representation() {}

    /**
     * Why {@code value}, which a source gave for a root field, is not a representation of what the field returns; empty
     * when it is one, or null.
     */
    static Optional<String> check(@Nullable Object value, ValueProjection projection, Graph graph) {
        if (value == null || !(projection instanceof ValueProjection.Composite composite)) {
            return Optional.empty();
        }
        if (!(value instanceof Map<?, ?> object)) {
            return Optional.of("it is not a JSON object");
        }
        if (composite.typed() && object.get(TYPENAME) == null) {
            return Optional.of("it lacks \"__typename\"");
        }
        String type = typeName(object, composite);
        if (type == null && !namesInterfaceObject(object, composite, graph)) {
            return Optional.of(wrongType(object, composite));
        }
        List<List<String>> ofStatic = graph.keys().getOrDefault(composite.type(), List.of());
        return missingKey(object, type == null ? ofStatic : graph.keys().getOrDefault(type, ofStatic));
    }

    /** Whoever knows an interface as an object can name no other type ({@code @interfaceObject}). */
    private static boolean namesInterfaceObject(Map<?, ?> object, ValueProjection.Composite composite, Graph graph) {
        SupergraphType type = graph.supergraph().type(composite.type());
        if (type == null || !composite.type().equals(object.get(TYPENAME))) {
            return false;
        }
        for (Subgraph subgraph : graph.supergraph().subgraphs()) {
            TypeInSubgraph here = subgraph.local() ? type.in(subgraph) : null;
            if (here != null && here.interfaceObject()) {
                return true;
            }
        }
        return false;
    }

    /** The object's concrete type; null when it names none where it must, or one that cannot stand here. */
    static @Nullable String typeName(Map<?, ?> object, ValueProjection.Composite composite) {
        Object named = object.get(TYPENAME);
        if (named == null) {
            return composite.byType().containsKey(composite.type()) ? composite.type() : null;
        }
        return named instanceof String name && composite.byType().containsKey(name) ? name : null;
    }

    static String wrongType(Map<?, ?> object, ValueProjection.Composite composite) {
        Object named = object.get(TYPENAME);
        if (named == null) {
            return "it lacks \"__typename\"";
        }
        return named instanceof String name
                ? "its \"__typename\" is \"%s\", which %s cannot be".formatted(shortened(name), composite.type())
                : "its \"__typename\" is not a text";
    }

    /** One of the keys must be there in full. */
    private static Optional<String> missingKey(Map<?, ?> object, List<List<String>> keys) {
        boolean complete = keys.isEmpty()
                || keys.stream().anyMatch(key -> key.stream().allMatch(field -> object.get(field) != null));
        return complete
                ? Optional.empty()
                : Optional.of("it lacks the key \"%s\"".formatted(String.join(" ", keys.get(0))));
    }

    private static String shortened(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100) + "…";
    }
}
