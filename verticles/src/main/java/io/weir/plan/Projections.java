package io.weir.plan;

import graphql.language.Field;
import graphql.language.SelectionSet;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLUnionType;
import io.weir.graph.Graph;
import io.weir.graph.supergraph.SupergraphType;
import io.weir.plan.demand.Selections;
import io.weir.plan.demand.StorageKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compiles selections into projections: one for each type that a value can have, so that nothing is decided later. */
final class Projections {

    private static final ValueProjection TYPENAME =
            new ValueProjection.Scalar(ValueProjection.ScalarKind.STRING, "String", true);

    private final Graph graph;
    private final Selections selections;
    private final Map<Selected, Map<String, List<FieldProjection>>> known = new HashMap<>();

    /** Selection sets, compared by identity, and the type they stand on: what was compiled once serves again. */
    private record Selected(String type, List<SelectionSet> sets) {}

    Projections(Graph graph, Selections selections) {
        this.graph = graph;
        this.selections = selections;
    }

    /** How one response key of {@code parent} is written; {@code fields} are its selections, at least one. */
    FieldProjection field(GraphQLFieldsContainer parent, String responseKey, List<Field> fields) {
        Field first = fields.get(0);
        String coordinate = parent.getName() + "." + first.getName();
        if (first.getName().equals("__typename")) {
            return FieldProjection.of(responseKey, "__typename", coordinate, TYPENAME, first.getSourceLocation());
        }
        GraphQLFieldDefinition definition = parent.getFieldDefinition(first.getName());
        List<SelectionSet> children = fields.stream()
                .map(Field::getSelectionSet)
                .filter(set -> set != null)
                .toList();
        ValueProjection value = value(definition.getType(), children, false);
        return FieldProjection.of(responseKey, StorageKey.of(first), coordinate, value, first.getSourceLocation());
    }

    private ValueProjection value(GraphQLType type, List<SelectionSet> children, boolean nonNull) {
        if (type instanceof GraphQLNonNull wrapper) {
            return value(wrapper.getWrappedType(), children, true);
        }
        if (type instanceof GraphQLList wrapper) {
            return new ValueProjection.Sequence(value(wrapper.getWrappedType(), children, false), nonNull);
        }
        String name = ((GraphQLNamedType) type).getName();
        if (type instanceof GraphQLEnumType enumeration) {
            return new ValueProjection.Enumeration(
                    name,
                    enumeration.getValues().stream()
                            .map(GraphQLEnumValueDefinition::getName)
                            .collect(Collectors.toUnmodifiableSet()),
                    nonNull);
        }
        List<GraphQLObjectType> possible = possible(type);
        return possible.isEmpty() && !abstractType(type)
                ? new ValueProjection.Scalar(scalarKind(name), name, nonNull)
                : composite(type, name, possible, children, nonNull);
    }

    private ValueProjection composite(
            GraphQLType type,
            String name,
            List<GraphQLObjectType> possible,
            List<SelectionSet> children,
            boolean nonNull) {
        Selected selected = new Selected(name, children);
        Map<String, List<FieldProjection>> byType = known.get(selected);
        if (byType == null) {
            byType = byType(type, possible, children);
            known.put(selected, byType);
        }
        return new ValueProjection.Composite(name, abstractType(type) || graph.entity(name), byType, nonNull);
    }

    private Map<String, List<FieldProjection>> byType(
            GraphQLType type, List<GraphQLObjectType> possible, List<SelectionSet> children) {
        Map<String, List<FieldProjection>> byType = new HashMap<>();
        Set<Map<String, List<Field>>> different = new HashSet<>();
        if (type instanceof GraphQLInterfaceType lone && possible.isEmpty()) {
            different.add(selections.collect(lone, children));
        }
        for (GraphQLObjectType object : possible) {
            Map<String, List<Field>> fields = selections.collect(object, children);
            different.add(fields);
            byType.put(object.getName(), fields(object, fields));
        }
        if (type instanceof GraphQLInterfaceType whole && different.size() == 1 && maybeUntyped(whole)) {
            Map<String, List<Field>> same = different.iterator().next();
            if (same.values().stream()
                    .allMatch(fields -> whole.getFieldDefinition(fields.get(0).getName()) != null)) {
                byType.put(whole.getName(), fields(whole, same));
            }
        }
        return byType;
    }

    /** Whether objects may stand in the merged data without their types: a subgraph may have an interface object. */
    private boolean maybeUntyped(GraphQLInterfaceType type) {
        SupergraphType known = graph.supergraph().type(type.getName());
        return known != null && known.entity();
    }

    private List<FieldProjection> fields(GraphQLFieldsContainer parent, Map<String, List<Field>> fields) {
        List<FieldProjection> projected = new ArrayList<>(fields.size());
        fields.forEach((key, selected) -> projected.add(field(parent, key, selected)));
        return List.copyOf(projected);
    }

    private List<GraphQLObjectType> possible(GraphQLType type) {
        if (type instanceof GraphQLObjectType object) {
            return List.of(object);
        }
        if (type instanceof GraphQLInterfaceType abstractType) {
            return graph.schema().getImplementations(abstractType);
        }
        if (type instanceof GraphQLUnionType union) {
            return union.getTypes().stream()
                    .map(member -> graph.schema().getObjectType(member.getName()))
                    .toList();
        }
        return List.of();
    }

    private static boolean abstractType(GraphQLType type) {
        return type instanceof GraphQLInterfaceType || type instanceof GraphQLUnionType;
    }

    private static ValueProjection.ScalarKind scalarKind(String name) {
        return switch (name) {
            case "Int" -> ValueProjection.ScalarKind.INT;
            case "Float" -> ValueProjection.ScalarKind.FLOAT;
            case "String" -> ValueProjection.ScalarKind.STRING;
            case "Boolean" -> ValueProjection.ScalarKind.BOOLEAN;
            case "ID" -> ValueProjection.ScalarKind.ID;
            default -> ValueProjection.ScalarKind.CUSTOM;
        };
    }
}
