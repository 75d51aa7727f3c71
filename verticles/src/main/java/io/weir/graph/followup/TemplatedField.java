package io.weir.graph.followup;

import graphql.GraphQLError;
import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.language.SelectionSet;
import graphql.language.Value;
import graphql.language.VariableDefinition;
import graphql.language.VariableReference;
import graphql.parser.Parser;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.validation.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A field of a root type in whose arguments variables stand for what is known later: what is expected of each, and
 * whether the rest is right.
 */
public final class TemplatedField {

    private final GraphQLFieldDefinition definition;
    private final Field field;
    private final Map<String, Slot> slots = new TreeMap<>();

    /**
     * Where a variable stands.
     *
     * @param type what is expected there
     * @param place it in words: {@code user(id:)}
     * @param path the names that lead to it, the field's first
     */
    public record Slot(GraphQLInputType type, String place, List<String> path) {}

    /**
     * Looks at a field.
     *
     * @param definition what the schema says of it
     * @param field as it is written, with variables
     */
    public TemplatedField(GraphQLFieldDefinition definition, Field field) {
        this.definition = definition;
        this.field = field;
        field.getArguments().forEach(this::expect);
    }

    /** What is expected where each variable stands, by its name; without those at places that there are not. */
    public Map<String, Slot> slots() {
        return slots;
    }

    /** An operation of this field alone; one that has to select something of it asks for its type's name. */
    public Document document(Operation kind) {
        boolean leaf = GraphQLTypeUtil.isLeaf(GraphQLTypeUtil.unwrapAll(definition.getType()));
        Field selected = leaf || field.getSelectionSet() != null
                ? field
                : field.transform(f -> f.selectionSet(SelectionSet.newSelectionSet()
                        .selection(Field.newField("__typename").build())
                        .build()));
        OperationDefinition.Builder operation = OperationDefinition.newOperationDefinition()
                .operation(kind)
                .selectionSet(SelectionSet.newSelectionSet().selection(selected).build());
        slots.forEach((name, slot) -> operation.variableDefinition(VariableDefinition.newVariableDefinition()
                .name(name)
                .type(Parser.parseType(GraphQLTypeUtil.simplePrint(slot.type())))
                .build()));
        return Document.newDocument().definition(operation.build()).build();
    }

    /** The first thing that GraphQL itself finds wrong with the field and its arguments. */
    public Optional<String> wrong(GraphQLSchema schema, Operation kind) {
        List<? extends GraphQLError> errors = new Validator().validateDocument(schema, document(kind), Locale.ENGLISH);
        return errors.isEmpty()
                ? Optional.empty()
                : Optional.of(String.valueOf(errors.get(0).getMessage()));
    }

    private void expect(Argument argument) {
        GraphQLArgument declared = definition.getArgument(argument.getName());
        if (declared != null) {
            expect(
                    declared.getType(),
                    argument.getValue(),
                    List.of(definition.getName(), argument.getName()),
                    "%s(%s:)".formatted(definition.getName(), argument.getName()));
        }
    }

    private void expect(GraphQLType type, Value<?> value, List<String> path, String place) {
        GraphQLType nullable = GraphQLTypeUtil.unwrapNonNull(type);
        if (value instanceof VariableReference variable) {
            slots.put(variable.getName(), new Slot((GraphQLInputType) type, place, path));
        } else if (value instanceof ArrayValue list && GraphQLTypeUtil.isList(nullable)) {
            list.getValues().forEach(element -> expect(GraphQLTypeUtil.unwrapOne(nullable), element, path, place));
        } else if (value instanceof ObjectValue object && nullable instanceof GraphQLInputObjectType input) {
            for (ObjectField inner : object.getObjectFields()) {
                if (input.getField(inner.getName()) != null) {
                    List<String> longer = new ArrayList<>(path);
                    longer.add(inner.getName());
                    expect(input.getField(inner.getName()).getType(), inner.getValue(), longer, place);
                }
            }
        }
    }
}
