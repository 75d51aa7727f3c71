package io.weir.graph.federation.reading;

import graphql.language.ArrayValue;
import graphql.language.AstPrinter;
import graphql.language.BooleanValue;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValue;
import graphql.language.FloatValue;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.IntValue;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.NullValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Type;
import graphql.language.TypeDefinition;
import graphql.language.TypeName;
import graphql.language.Value;
import io.weir.config.Problem;
import io.weir.graph.sdl.Sdl;
import java.util.List;
import java.util.Map;

/** Checks that a default value is one of its type (GraphQL specification, section 3.13), and says where it is not. */
@SuppressWarnings("rawtypes") // as graphql-java declares it
final class DefaultValueCheck {

    private final Map<String, TypeDefinition<?>> types;
    private final List<Problem> problems;

    DefaultValueCheck(Map<String, TypeDefinition<?>> types, List<Problem> problems) {
        this.types = types;
        this.problems = problems;
    }

    void check(InputValueDefinition input) {
        Value<?> value = input.getDefaultValue();
        if (value != null && !fits(value, input.getType())) {
            problems.add(Sdl.problem(
                    value,
                    "the default value %s of \"%s\" is no %s"
                            .formatted(
                                    AstPrinter.printAst(value),
                                    input.getName(),
                                    AstPrinter.printAst(input.getType()))));
        }
    }

    private boolean fits(Value<?> value, Type type) {
        if (type instanceof NonNullType nonNull) {
            return !(value instanceof NullValue) && fits(value, nonNull.getType());
        } else if (value instanceof NullValue) {
            return true;
        } else if (type instanceof ListType list) {
            return value instanceof ArrayValue array
                    ? array.getValues().stream().allMatch(element -> fits(element, list.getType()))
                    : fits(value, list.getType());
        }
        String name = ((TypeName) type).getName();
        TypeDefinition<?> definition = types.get(name);
        if (definition instanceof EnumTypeDefinition values) {
            return value instanceof EnumValue given
                    && values.getEnumValueDefinitions().stream()
                            .anyMatch(known -> known.getName().equals(given.getName()));
        } else if (definition instanceof InputObjectTypeDefinition input) {
            return value instanceof ObjectValue object && fits(object, input);
        }
        return fitsScalar(value, name);
    }

    private boolean fits(ObjectValue object, InputObjectTypeDefinition type) {
        for (ObjectField given : object.getObjectFields()) {
            boolean known = type.getInputValueDefinitions().stream()
                    .anyMatch(field ->
                            field.getName().equals(given.getName()) && fits(given.getValue(), field.getType()));
            if (!known) {
                return false;
            }
        }
        return type.getInputValueDefinitions().stream()
                .filter(field -> field.getType() instanceof NonNullType && field.getDefaultValue() == null)
                .allMatch(field -> object.getObjectFields().stream()
                        .anyMatch(given -> given.getName().equals(field.getName())));
    }

    /** Custom scalars take any value. */
    private static boolean fitsScalar(Value<?> value, String name) {
        return switch (name) {
            case "String" -> value instanceof StringValue;
            case "ID" -> value instanceof StringValue || value instanceof IntValue;
            case "Int" -> value instanceof IntValue number && number.getValue().bitLength() < Integer.SIZE;
            case "Float" -> value instanceof IntValue || value instanceof FloatValue;
            case "Boolean" -> value instanceof BooleanValue;
            default -> true;
        };
    }
}
