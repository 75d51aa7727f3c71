package io.weir.graph.sdl;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Coercion of scalars that are texts in JSON, each value one text. */
final class TextScalar implements Coercing<Object, Object> {

    private final Function<@Nullable Object, String> canonical;

    /** @param canonical gives a value's only text; throws {@link IllegalArgumentException} when it is none */
    TextScalar(Function<@Nullable Object, String> canonical) {
        this.canonical = canonical;
    }

    @Override
    public Object serialize(Object result, GraphQLContext context, Locale locale) {
        return result;
    }

    @Override
    public Object parseValue(Object input, GraphQLContext context, Locale locale) {
        try {
            return canonical.apply(input);
        } catch (IllegalArgumentException e) {
            throw new CoercingParseValueException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Object parseLiteral(Value<?> literal, CoercedVariables variables, GraphQLContext context, Locale locale) {
        try {
            return canonical.apply(JsonScalar.value(literal, variables));
        } catch (IllegalArgumentException e) {
            throw new CoercingParseLiteralException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Value<?> valueToLiteral(Object input, GraphQLContext context, Locale locale) {
        return StringValue.of(String.valueOf(input));
    }
}
