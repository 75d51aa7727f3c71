package io.weir.load.federation;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.GraphQLScalarType;
import java.util.Locale;

/** {@code _Any}: a representation, always sent as a variable. */
final class AnyScalar implements Coercing<Object, Object> {

    static final GraphQLScalarType TYPE =
            GraphQLScalarType.newScalar().name("_Any").coercing(new AnyScalar()).build();

    private AnyScalar() {}

    @Override
    public Object parseValue(Object input, GraphQLContext context, Locale locale) {
        return input;
    }

    @Override
    public Object parseLiteral(Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
        throw new CoercingParseLiteralException("a representation is sent as a variable");
    }
}
