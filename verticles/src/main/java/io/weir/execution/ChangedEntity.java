package io.weir.execution;

import graphql.language.Field;
import graphql.language.SelectionSet;
import io.weir.graph.Graph;
import io.weir.graph.supergraph.EntityKey;
import io.weir.graph.supergraph.Subgraph;
import io.weir.graph.supergraph.SupergraphType;
import io.weir.graph.supergraph.TypeInSubgraph;
import io.weir.plan.SourceFetch;
import io.weir.plan.ValueProjection.Composite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which entity a stream of changes tells of: the one that the field's arguments name by its key or, where they do not,
 * the one that an event names. Of an event nothing but the key is taken, since it is a hint and no more. Immutable.
 */
final class ChangedEntity {

    private static final String TYPENAME = "__typename";

    private final String staticType;
    /** The keys of Weir's own schema, by each type that the field can have. */
    private final Map<String, List<SelectionSet>> keys;

    private final @Nullable Map<String, Object> named;

    private ChangedEntity(
            String staticType, Map<String, List<SelectionSet>> keys, @Nullable Map<String, Object> named) {
        this.staticType = staticType;
        this.keys = keys;
        this.named = named;
    }

    /** For a field that returns entities. */
    static ChangedEntity of(Graph graph, SourceFetch fetch, Map<String, @Nullable Object> arguments) {
        Composite value = (Composite) fetch.value();
        Map<String, List<SelectionSet>> keys = new HashMap<>();
        value.byType().keySet().forEach(type -> keys.put(type, keys(graph, type)));
        Map<String, Object> named = null;
        for (SelectionSet key : keys.getOrDefault(value.type(), List.of())) {
            Map<String, Object> found = taken(key, arguments);
            if (named == null && found != null) {
                named = found;
                named.replaceAll((field, part) -> graph.id(value.type(), field) ? part.toString() : part);
                named.put(TYPENAME, value.type());
            }
        }
        return new ChangedEntity(value.type(), keys, named);
    }

    private static List<SelectionSet> keys(Graph graph, String name) {
        List<SelectionSet> keys = new ArrayList<>();
        SupergraphType type = graph.supergraph().type(name);
        for (Subgraph subgraph : graph.supergraph().subgraphs()) {
            TypeInSubgraph here = type == null || !subgraph.local() ? null : type.in(subgraph);
            if (here != null) {
                here.keys().stream().map(EntityKey::fields).forEach(fields -> keys.add(fields.selections()));
            }
        }
        return keys;
    }

    /** The entity that the field's arguments name; empty when they name none. */
    Optional<Object> ofArguments() {
        return Optional.ofNullable(named);
    }

    /** The entity that is meant: its type and key, as far as they are known. */
    Object of(Object payload) {
        return named == null ? ofEvent(payload) : named;
    }

    /** Whether an event can be about the entity: it is, unless it names another one. */
    boolean concerns(Object payload) {
        if (named == null || !(payload instanceof Map<?, ?> event) || !staticType.equals(event.get(TYPENAME))) {
            return true;
        }
        for (SelectionSet key : keys.getOrDefault(staticType, List.of())) {
            Map<String, Object> ours = taken(key, named);
            Map<String, Object> theirs = taken(key, event);
            if (ours != null && theirs != null && !identity(ours).equals(identity(theirs))) {
                return false;
            }
        }
        return true;
    }

    /** Equal for events about the same entity. */
    Object key(Object payload) {
        return identity(of(payload));
    }

    private Object ofEvent(Object payload) {
        if (!(payload instanceof Map<?, ?> event)) {
            return payload;
        }
        Map<String, @Nullable Object> representation = new LinkedHashMap<>();
        Object typename = event.get(TYPENAME);
        Object type = typename == null ? staticType : typename;
        if (typename != null || keys.containsKey(staticType)) {
            representation.put(TYPENAME, type);
        }
        for (SelectionSet key : keys.getOrDefault(type, List.of())) {
            Map<String, Object> found = taken(key, event);
            if (found != null) {
                found.forEach(representation::putIfAbsent);
            }
        }
        return representation;
    }

    /** The fields of a key; null when one of them is not there. */
    private static @Nullable Map<String, Object> taken(SelectionSet key, Map<?, ?> from) {
        Map<String, Object> taken = new LinkedHashMap<>();
        for (Field field : key.getSelectionsOfType(Field.class)) {
            Object value = from.get(field.getName());
            SelectionSet below = field.getSelectionSet();
            Object part = value instanceof Map<?, ?> object && below != null ? taken(below, object) : value;
            if (part == null) {
                return null;
            }
            taken.put(field.getName(), part);
        }
        return taken;
    }

    /** An ID is the same whether it is written as text or as a number. */
    private static Object identity(Object value) {
        if (value instanceof Map<?, ?> object) {
            Map<Object, Object> parts = new HashMap<>();
            object.forEach((name, part) -> parts.put(name, identity(Objects.requireNonNull(part))));
            return parts;
        }
        return value instanceof List<?> list
                ? list.stream().map(ChangedEntity::identity).toList()
                : value.toString();
    }
}
