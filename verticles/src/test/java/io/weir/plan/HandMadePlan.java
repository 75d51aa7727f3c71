package io.weir.plan;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.parser.Parser;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Plans for tests of execution: the response is written by a selection, what is fetched stands in the test. Storage keys
 * are the fields' names.
 */
public final class HandMadePlan {

    private final GraphQLSchema schema;

    private HandMadePlan(GraphQLSchema schema) {
        this.schema = schema;
    }

    /** The plan of an operation without fragments but inline ones on object types. */
    public static OperationPlan of(String sdl, String query, FetchGraph... stages) {
        HandMadePlan plan =
                new HandMadePlan(UnExecutableSchemaGenerator.makeUnExecutableSchema(new SchemaParser().parse(sdl)));
        Document document = new Parser().parseDocument(query);
        OperationDefinition operation =
                document.getDefinitionsOfType(OperationDefinition.class).get(0);
        GraphQLObjectType root = plan.schema.getObjectType(rootType(operation));
        return new OperationPlan(
                operation.getOperation(),
                root.getName(),
                plan.fields(root, List.of(operation.getSelectionSet())),
                List.of(stages),
                List.of());
    }

    private static String rootType(OperationDefinition operation) {
        String kind = operation.getOperation().name();
        return kind.charAt(0) + kind.substring(1).toLowerCase(Locale.ROOT);
    }

    private List<FieldProjection> fields(GraphQLObjectType type, List<SelectionSet> sets) {
        Map<String, Field> fields = new LinkedHashMap<>();
        sets.forEach(set -> collect(type, set, fields));
        List<FieldProjection> projections = new ArrayList<>();
        fields.forEach((key, field) -> projections.add(projection(type, key, field)));
        return projections;
    }

    private void collect(GraphQLObjectType type, SelectionSet set, Map<String, Field> fields) {
        for (Selection<?> selection : set.getSelections()) {
            if (selection instanceof Field field) {
                fields.put(field.getResultKey(), field);
            } else if (selection instanceof InlineFragment fragment
                    && fragment.getTypeCondition().getName().equals(type.getName())) {
                collect(type, fragment.getSelectionSet(), fields);
            }
        }
    }

    private FieldProjection projection(GraphQLFieldsContainer parent, String key, Field field) {
        String name = field.getName();
        ValueProjection value = name.equals("__typename")
                ? new ValueProjection.Scalar(ValueProjection.ScalarKind.STRING, "String", true)
                : value(parent.getFieldDefinition(name).getType(), field.getSelectionSet(), false);
        return FieldProjection.of(key, name, parent.getName() + "." + name, value, field.getSourceLocation());
    }

    private ValueProjection value(GraphQLType type, SelectionSet below, boolean nonNull) {
        if (type instanceof GraphQLNonNull wrapper) {
            return value(wrapper.getWrappedType(), below, true);
        }
        if (type instanceof GraphQLList list) {
            return new ValueProjection.Sequence(value(list.getWrappedType(), below, false), nonNull);
        }
        String name = ((GraphQLNamedType) GraphQLTypeUtil.unwrapAll(type)).getName();
        if (type instanceof GraphQLEnumType enumeration) {
            return new ValueProjection.Enumeration(
                    name,
                    enumeration.getValues().stream()
                            .map(GraphQLEnumValueDefinition::getName)
                            .collect(Collectors.toSet()),
                    nonNull);
        }
        List<GraphQLObjectType> possible = type instanceof GraphQLInterfaceType
                ? schema.getImplementations((GraphQLInterfaceType) type)
                : type instanceof GraphQLObjectType object ? List.of(object) : List.of();
        if (possible.isEmpty()) {
            return new ValueProjection.Scalar(
                    name.equals("Int") ? ValueProjection.ScalarKind.INT : ValueProjection.ScalarKind.STRING,
                    name,
                    nonNull);
        }
        Map<String, List<FieldProjection>> byType = new HashMap<>();
        possible.forEach(object -> byType.put(object.getName(), fields(object, List.of(below))));
        return new ValueProjection.Composite(name, type instanceof GraphQLInterfaceType, byType, nonNull);
    }
}
