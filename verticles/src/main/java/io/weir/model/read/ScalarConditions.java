package io.weir.model.read;

import io.weir.error.ErrorCode;
import io.weir.graph.model.Column;
import io.weir.graph.model.ColumnType;
import io.weir.model.ModelException;
import io.weir.model.table.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Conditions on one column. Texts compare by their code points, as all columns do. A text's beginning is a range, so that
 * an index finds it whatever it is.
 */
final class ScalarConditions {

    /** Values of one {@code in}. */
    private static final int MOST_VALUES = 1_000;

    static final String IS_NULL = "isNull";

    private final Parameters parameters;

    ScalarConditions(Parameters parameters) {
        this.parameters = parameters;
    }

    /**
     * One condition.
     *
     * @param name the column as the statement names it
     */
    String of(Column column, String name, String operator, @Nullable Object value) {
        if (value == null) { // to null nothing compares
            return operator.equals(IS_NULL) ? "true" : "false";
        }
        return switch (operator) {
            case "eq" -> name + " = " + parameter(column, value);
            case "ne" -> name + " <> " + parameter(column, value);
            case "lt" -> name + " < " + parameter(column, value);
            case "lte" -> name + " <= " + parameter(column, value);
            case "gt" -> name + " > " + parameter(column, value);
            case "gte" -> name + " >= " + parameter(column, value);
            case "in" -> name + " = any (" + parameters(column, value) + ")";
            case "notIn" -> "(%1$s is not null and %1$s <> all (%2$s))".formatted(name, parameters(column, value));
            case "contains" -> like(column, name, "%" + pattern(column, value) + "%");
            case "endsWith" -> like(column, name, "%" + pattern(column, value));
            case "startsWith" -> startsWith(column, name, Values.text(column.field(), column.type(), value));
            case "has" -> parameter(column, value) + " = any (" + name + ")";
            case IS_NULL -> name + (Boolean.TRUE.equals(value) ? " is null" : " is not null");
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private String parameter(Column column, Object value) {
        return parameters.add(column.type(), Values.text(column.field(), column.type(), value));
    }

    private String parameters(Column column, Object values) {
        List<?> list = values instanceof List<?> several ? several : List.of(values);
        if (list.size() > MOST_VALUES) {
            throw new ModelException(
                    ErrorCode.BAD_USER_INPUT,
                    "\"%s\" is compared with %d values at most".formatted(column.field(), MOST_VALUES));
        }
        List<String> texts = new ArrayList<>();
        for (Object value : list) {
            texts.add(Values.text(column.field(), column.type(), value));
        }
        return parameters.add(column.type(), texts);
    }

    private String like(Column column, String name, String pattern) {
        return name + " like " + parameters.add(column.type(), pattern);
    }

    private static String pattern(Column column, Object value) {
        return Values.text(column.field(), column.type(), value)
                .replace("\\", "\\\\")
                .replace("%", "\\%")
                .replace("_", "\\_");
    }

    private String startsWith(Column column, String name, String beginning) {
        String from = name + " >= " + parameters.add(column.type(), beginning);
        String end = TextRange.end(beginning);
        return end == null ? from : "(" + from + " and " + name + " < " + parameters.add(ColumnType.STRING, end) + ")";
    }
}
