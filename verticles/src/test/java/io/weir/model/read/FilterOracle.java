package io.weir.model.read;

import io.weir.graph.model.Column;
import io.weir.graph.model.ColumnType;
import io.weir.graph.model.Model;
import io.weir.model.Warehouse;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What filters mean, said once more, for rows that are maps in memory: references and lists are the rows themselves. */
final class FilterOracle {

    private FilterOracle() {}

    static boolean holds(Model model, @Nullable Map<?, ?> row, Map<?, ?> filter) {
        return filter.entrySet().stream()
                .allMatch(entry ->
                        entry.getValue() == null || one(model, row, (String) entry.getKey(), entry.getValue()));
    }

    private static boolean one(Model model, @Nullable Map<?, ?> row, String key, Object value) {
        switch (key) {
            case "AND":
                return ((List<?>) value).stream().allMatch(each -> holds(model, row, (Map<?, ?>) each));
            case "OR":
                return ((List<?>) value).stream().anyMatch(each -> holds(model, row, (Map<?, ?>) each));
            case "NOT":
                return !holds(model, row, (Map<?, ?>) value);
            case "isNull":
                return (row == null) == (Boolean) value;
            default:
                return row != null && field(model, row, key, (Map<?, ?>) value);
        }
    }

    private static boolean field(Model model, Map<?, ?> row, String field, Map<?, ?> filter) {
        Optional<Column> column = Fields.column(model, field);
        if (column.isPresent()) {
            return filter.entrySet().stream()
                    .allMatch(operator ->
                            scalar(column.get(), row.get(field), (String) operator.getKey(), operator.getValue()));
        }
        if (Fields.reference(model, field).isPresent()) {
            return reference((Map<?, ?>) row.get(field), filter);
        }
        Model target = model == Warehouse.ITEM ? Warehouse.PERSON : Warehouse.ITEM;
        Collection<?> list = (Collection<?>) row.get(field);
        return filter.entrySet().stream().allMatch(quantified -> {
            Predicate<Object> passes = other -> holds(target, (Map<?, ?>) other, (Map<?, ?>) quantified.getValue());
            return switch ((String) quantified.getKey()) {
                case "some" -> list.stream().anyMatch(passes);
                case "none" -> list.stream().noneMatch(passes);
                default -> list.stream().allMatch(passes);
            };
        });
    }

    private static boolean reference(@Nullable Map<?, ?> row, Map<?, ?> filter) {
        Map<Object, Object> rest = new HashMap<>(filter);
        Object isNull = rest.remove("isNull");
        return (isNull == null || (row == null) == (Boolean) isNull)
                && (rest.isEmpty() || row != null && holds(Warehouse.PERSON, row, rest));
    }

    private static boolean scalar(Column column, @Nullable Object value, String operator, @Nullable Object other) {
        if (other == null) {
            return operator.equals("isNull");
        }
        if (operator.equals("isNull")) {
            return (value == null) == (Boolean) other;
        }
        if (value == null) {
            return false;
        }
        return switch (operator) {
            case "eq" -> compare(column.type(), value, other) == 0;
            case "ne" -> compare(column.type(), value, other) != 0;
            case "lt" -> compare(column.type(), value, other) < 0;
            case "lte" -> compare(column.type(), value, other) <= 0;
            case "gt" -> compare(column.type(), value, other) > 0;
            case "gte" -> compare(column.type(), value, other) >= 0;
            case "in" -> ((List<?>) other).stream().anyMatch(each -> compare(column.type(), value, each) == 0);
            case "notIn" -> ((List<?>) other).stream().noneMatch(each -> compare(column.type(), value, each) == 0);
            case "contains" -> value.toString().contains(other.toString());
            case "startsWith" -> value.toString().startsWith(other.toString());
            case "endsWith" -> value.toString().endsWith(other.toString());
            case "has" -> ((List<?>) value).contains(other);
            default -> throw new IllegalArgumentException(operator);
        };
    }

    /** Texts by their code points. */
    static int compare(ColumnType type, Object one, Object other) {
        return switch (type) {
            case INT, FLOAT, DECIMAL -> new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString()));
            case BOOLEAN -> Boolean.compare((Boolean) one, (Boolean) other);
            default ->
                Arrays.compare(
                        one.toString().codePoints().toArray(),
                        other.toString().codePoints().toArray());
        };
    }
}
