package io.weir.graph.model;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.ArrayValue;
import graphql.language.AstPrinter;
import graphql.language.BooleanValue;
import graphql.language.Directive;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValue;
import graphql.language.EnumValueDefinition;
import graphql.language.FieldDefinition;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.NullValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.CoercingParseLiteralException;
import io.weir.config.Problem;
import io.weir.graph.sdl.JsonScalar;
import io.weir.graph.sdl.ModelScalars;
import io.weir.graph.sdl.Sdl;
import io.weir.json.Json;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads {@code @default(value:)}: a literal of the field's own type. */
final class DefaultReader {

    private final List<Problem> problems;

    DefaultReader(List<Problem> problems) {
        this.problems = problems;
    }

    /**
     * The value as {@link Json} would parse it.
     *
     * @param values the field's type where it is an enum
     */
    Optional<Object> read(
            String model,
            FieldDefinition field,
            Directive directive,
            ColumnType type,
            Optional<EnumTypeDefinition> values) {
        Value<?> literal = Sdl.argument(directive, "value").orElse(NullValue.of());
        FieldShape shape = FieldShape.of(field.getType());
        if (!fits(literal, shape, type, values)) {
            problems.add(Sdl.problem(
                    directive,
                    "@default(value: %s): %s.%s is %s; %s"
                            .formatted(
                                    AstPrinter.printAst(literal),
                                    model,
                                    field.getName(),
                                    AstPrinter.printAst(field.getType()),
                                    advice(literal, values))));
            return Optional.empty();
        }
        Value<?> whole = shape.list() && !(literal instanceof ArrayValue)
                ? ArrayValue.newArrayValue().value(literal).build()
                : literal;
        return Optional.of(value(whole, shape.list(), type));
    }

    private static String advice(Value<?> literal, Optional<EnumTypeDefinition> values) {
        if (literal instanceof NullValue) {
            return "a nullable field is null by itself, so remove @default";
        }
        return values.map(type -> "take one of " + names(type)).orElse("write a literal of that type");
    }

    private static String names(EnumTypeDefinition type) {
        return type.getEnumValueDefinitions().stream()
                .map(EnumValueDefinition::getName)
                .collect(Collectors.joining(", "));
    }

    private static boolean fits(
            Value<?> literal, FieldShape shape, ColumnType type, Optional<EnumTypeDefinition> values) {
        return shape.list() && literal instanceof ArrayValue list
                ? list.getValues().stream().allMatch(element -> fits(element, type, values))
                : fits(literal, type, values);
    }

    @SuppressWarnings("rawtypes") // as graphql-java declares it
    private static boolean fits(Value literal, ColumnType type, Optional<EnumTypeDefinition> values) {
        if (literal instanceof NullValue) {
            return false;
        }
        return switch (type) {
            case ID -> literal instanceof StringValue || literal instanceof IntValue;
            case STRING -> literal instanceof StringValue;
            case INT -> literal instanceof IntValue number && int32(number.getValue());
            case FLOAT -> literal instanceof IntValue || literal instanceof FloatValue number && finite(number);
            case BOOLEAN -> literal instanceof BooleanValue;
            case DECIMAL -> coerces(ModelScalars.DECIMAL, literal);
            case DATE_TIME -> coerces(ModelScalars.DATE_TIME, literal);
            case DATE -> coerces(ModelScalars.DATE, literal);
            case JSON -> true;
            case ENUM ->
                literal instanceof EnumValue name
                        && values.stream()
                                .flatMap(known -> known.getEnumValueDefinitions().stream())
                                .anyMatch(known -> known.getName().equals(name.getName()));
        };
    }

    private static boolean int32(BigInteger number) {
        return number.bitLength() < Integer.SIZE;
    }

    private static boolean finite(FloatValue number) {
        return Double.isFinite(number.getValue().doubleValue());
    }

    private static boolean coerces(String scalar, Value<?> literal) {
        try {
            coerced(scalar, literal);
            return true;
        } catch (CoercingParseLiteralException e) {
            return false;
        }
    }

    private static Object coerced(String scalar, Value<?> literal) {
        return Objects.requireNonNull(Objects.requireNonNull(ModelScalars.COERCIONS.get(scalar))
                .parseLiteral(literal, CoercedVariables.emptyVariables(), GraphQLContext.getDefault(), Locale.ROOT));
    }

    @SuppressWarnings("rawtypes") // as graphql-java declares it
    private static Object value(Value literal, boolean list, ColumnType type) {
        if (list) {
            List<Object> elements = new ArrayList<>();
            for (Value element : ((ArrayValue) literal).getValues()) {
                elements.add(value(element, false, type));
            }
            return elements;
        }
        return switch (type) {
            case DECIMAL -> coerced(ModelScalars.DECIMAL, literal);
            case DATE_TIME -> coerced(ModelScalars.DATE_TIME, literal);
            case DATE -> coerced(ModelScalars.DATE, literal);
            case ID -> String.valueOf(JsonScalar.value(literal, CoercedVariables.emptyVariables()));
            default ->
                Objects.requireNonNull(
                        Json.parse(Json.write(JsonScalar.value(literal, CoercedVariables.emptyVariables()))));
        };
    }
}
