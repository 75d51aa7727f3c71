package io.weir.graph.sdl;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.EnumValue;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.NullValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.Coercing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Coercion of custom scalars: any JSON value, as it was sent, numbers exact. */
public final class JsonScalar implements Coercing<Object, Object> {

    @Override
    public Object serialize(Object result, GraphQLContext context, Locale locale) {
        return result;
    }

    @Override
    public Object parseValue(Object input, GraphQLContext context, Locale locale) {
        return input;
    }

    @Override
    public @Nullable Object parseLiteral(
            Value<?> literal, CoercedVariables variables, GraphQLContext context, Locale locale) {
        return value(literal, variables);
    }

    @Override
    public Value<?> valueToLiteral(Object input, GraphQLContext context, Locale locale) {
        return StringValue.of(String.valueOf(input));
    }

    /** The JSON value that a literal stands for. */
    public static @Nullable Object value(@Nullable Value<?> literal, CoercedVariables variables) {
        if (literal == null || literal instanceof NullValue) {
            return null;
        } else if (literal instanceof StringValue text) {
            return text.getValue();
        } else if (literal instanceof IntValue number) {
            return number.getValue();
        } else if (literal instanceof FloatValue number) {
            return number.getValue();
        } else if (literal instanceof BooleanValue bool) {
            return bool.isValue();
        } else if (literal instanceof EnumValue name) {
            return name.getName();
        } else if (literal instanceof VariableReference variable) {
            return variables.get(variable.getName());
        } else if (literal instanceof ArrayValue array) {
            List<@Nullable Object> list = new ArrayList<>();
            array.getValues().forEach(element -> list.add(value(element, variables)));
            return list;
        } else if (literal instanceof ObjectValue object) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (ObjectField field : object.getObjectFields()) {
                map.put(field.getName(), value(field.getValue(), variables));
            }
            return map;
        }
        throw new IllegalArgumentException(
                "a literal of kind " + literal.getClass().getSimpleName());
    }
}
