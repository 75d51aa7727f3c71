package io.weir.plan.demand;

import graphql.language.Field;
import graphql.language.SelectionSet;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads selections into demands. What was read once is given again: concrete types that a selection treats alike share
 * their demands, so that an interface with a hundred implementations costs little more than one with two. For one
 * thread.
 */
public final class DemandReader {

    private final PossibleTypes types;
    private final Selections selections;
    private final Map<SetsOfType, Demands> known = new HashMap<>();
    private final Map<FieldsOfType, Demand> demands = new HashMap<>();

    /** Selection sets, compared by identity as graphql-java's nodes are, and the static type they stand on. */
    private record SetsOfType(String type, List<SelectionSet> sets) {}

    /** Selections of one field, and the type it returns. */
    private record FieldsOfType(String type, List<Field> fields) {}

    /** Reads with {@code selections}, for the types of one schema. */
    public DemandReader(PossibleTypes types, Selections selections) {
        this.types = types;
        this.selections = selections;
    }

    /** What the selection sets ask of objects of a static type. */
    public Demands read(String type, List<SelectionSet> sets) {
        SetsOfType key = new SetsOfType(type, sets);
        Demands read = known.get(key);
        if (read == null) {
            read = readNew(type, sets);
            known.put(key, read);
        }
        return read;
    }

    private Demands readNew(String type, List<SelectionSet> sets) {
        Map<List<Field>, Map<String, Demand>> alike = new HashMap<>();
        Map<String, Map<String, Demand>> byType = new LinkedHashMap<>();
        boolean typename = false;
        for (GraphQLObjectType object : types.of(type).values()) {
            Map<String, List<Field>> fields = byStorageKey(selections.collect(object, sets));
            typename |= fields.remove("__typename") != null;
            byType.put(object.getName(), shared(alike, object, fields));
        }
        GraphQLInterfaceType lone = types.withoutImplementations(type);
        return lone == null ? new Demands(type, byType, typename) : readLone(lone, sets);
    }

    /** An interface that nobody implements has objects all the same where it is an interface object. */
    private Demands readLone(GraphQLInterfaceType type, List<SelectionSet> sets) {
        Map<String, List<Field>> fields = byStorageKey(selections.collect(type, sets));
        boolean typename = fields.remove("__typename") != null;
        Map<String, Demand> read = new LinkedHashMap<>();
        fields.forEach((key, selected) -> read.put(key, demand(type, key, selected)));
        return Demands.ofInterface(type.getName(), read, typename);
    }

    /** Types with the same demands get the same map. */
    private Map<String, Demand> shared(
            Map<List<Field>, Map<String, Demand>> alike, GraphQLObjectType object, Map<String, List<Field>> fields) {
        Map<String, Demand> read = new LinkedHashMap<>();
        fields.forEach((key, selected) -> read.put(key, demand(object, key, selected)));
        List<Field> all = fields.values().stream().flatMap(List::stream).toList();
        Map<String, Demand> other = alike.putIfAbsent(all, read);
        return read.equals(other) ? other : read;
    }

    /** One field of an object; {@code fields} are all its selections that have this storage key. */
    public Demand demand(GraphQLFieldsContainer object, String key, List<Field> fields) {
        Field first = fields.get(0);
        String type = GraphQLTypeUtil.unwrapAll(
                        object.getFieldDefinition(first.getName()).getType())
                .getName();
        FieldsOfType selected = new FieldsOfType(type, fields);
        Demand known = demands.get(selected);
        if (known == null || !known.key().equals(key)) {
            known = new Demand(key, first.getName(), StorageKey.arguments(first), below(type, fields));
            demands.put(selected, known);
        }
        return known;
    }

    private @Nullable Demands below(String type, List<Field> fields) {
        List<SelectionSet> sets = new ArrayList<>(fields.size());
        for (Field field : fields) {
            if (field.getSelectionSet() != null) {
                sets.add(field.getSelectionSet());
            }
        }
        return sets.isEmpty() ? null : read(type, sets);
    }

    private static Map<String, List<Field>> byStorageKey(Map<String, List<Field>> byResponseKey) {
        Map<String, List<Field>> byStorageKey = new LinkedHashMap<>();
        byResponseKey
                .values()
                .forEach(fields -> fields.forEach(field -> byStorageKey
                        .computeIfAbsent(StorageKey.of(field), key -> new ArrayList<>())
                        .add(field)));
        return byStorageKey;
    }
}
