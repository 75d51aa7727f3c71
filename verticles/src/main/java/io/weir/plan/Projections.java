package io.weir.plan;

import graphql.language.Field;
import graphql.language.SelectionSet;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLUnionType;
import io.weir.graph.Graph;
import io.weir.plan.demand.Selections;
import io.weir.plan.demand.StorageKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Compiles selections into projections: one for each type that a value can have, so that nothing is decided later. */
final class Projections {

    private static final ValueProjection TYPENAME =
            new ValueProjection.Scalar(ValueProjection.ScalarKind.STRING, "String", true);

    private final Graph graph;
    private final Selections selections;

    Projections(Graph graph, Selections selections) {
        this.graph = graph;
        this.selections = selections;
    }

    /** How one response key of {@code parent} is written; {@code fields} are its selections, at least one. */
    FieldProjection field(GraphQLObjectType parent, String responseKey, List<Field> fields) {
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
        Map<String, List<FieldProjection>> byType = new HashMap<>();
        for (GraphQLObjectType object : possible) {
            Map<String, List<Field>> fields = selections.collect(object, children);
            List<FieldProjection> projected = new ArrayList<>(fields.size());
            for (Map.Entry<String, List<Field>> entry : fields.entrySet()) {
                projected.add(field(object, entry.getKey(), entry.getValue()));
            }
            byType.put(object.getName(), List.copyOf(projected));
        }
        return new ValueProjection.Composite(name, abstractType(type) || graph.entity(name), byType, nonNull);
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
