package io.weir.graph.workflow;

import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.Document;
import graphql.language.EnumValue;
import graphql.language.Field;
import graphql.language.ObjectValue;
import graphql.language.OperationDefinition;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.parser.Parser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What documents say without anyone running them. What depends on an event is unknown, which is null. */
final class Literals {

    private Literals() {}

    /** The arguments of a root field, by name. */
    static Map<String, @Nullable Object> arguments(
            String document, String responseKey, Map<String, @Nullable Object> variables) {
        Map<String, @Nullable Object> arguments = new HashMap<>();
        field(Parser.parse(document), responseKey)
                .map(Field::getArguments)
                .orElse(List.of())
                .forEach(argument -> arguments.put(argument.getName(), value(argument.getValue(), variables)));
        return arguments;
    }

    private static Optional<Field> field(Document document, String responseKey) {
        return document.getDefinitionsOfType(OperationDefinition.class).stream()
                .flatMap(operation -> operation.getSelectionSet().getSelectionsOfType(Field.class).stream())
                .filter(field -> field.getResultKey().equals(responseKey))
                .findFirst();
    }

    private static @Nullable Object value(Value<?> value, Map<String, @Nullable Object> variables) {
        if (value instanceof EnumValue word) {
            return word.getName();
        }
        if (value instanceof StringValue text) {
            return text.getValue();
        }
        if (value instanceof BooleanValue flag) {
            return flag.isValue();
        }
        if (value instanceof ArrayValue list) {
            return list.getValues().stream()
                    .map(item -> Optional.ofNullable(value((Value<?>) item, variables)))
                    .flatMap(Optional::stream)
                    .toList();
        }
        if (value instanceof ObjectValue object) {
            Map<String, @Nullable Object> fields = new HashMap<>();
            object.getObjectFields().forEach(field -> fields.put(field.getName(), value(field.getValue(), variables)));
            return fields;
        }
        return value instanceof VariableReference variable ? variables.get(variable.getName()) : null;
    }
}
