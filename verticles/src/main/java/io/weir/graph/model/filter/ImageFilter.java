package io.weir.graph.model.filter;

import io.weir.graph.model.Column;
import io.weir.graph.model.Model;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code OrderImageFilter}: a condition on a row as an event carries it. */
final class ImageFilter {

    private static final String IS_NULL = "isNull";

    private final Map<String, Column> columns = new HashMap<>();

    ImageFilter(Model model) {
        Stream.concat(Model.common(), model.columns().stream()).forEach(column -> columns.put(column.field(), column));
    }

    Predicate<Object> bind(Map<?, ?> filter) {
        return Conditions.all(filter, this::field);
    }

    private Predicate<Object> field(String name, Object value) {
        Column column = columns.get(name);
        Predicate<@Nullable Object> holds =
                column == null ? reference((Map<?, ?>) value) : column((Map<?, ?>) value, column);
        return image -> holds.test(((Map<?, ?>) image).get(name));
    }

    private static Predicate<@Nullable Object> reference(Map<?, ?> filter) {
        Predicate<@Nullable Object> holds = value -> true;
        if (filter.get("id") instanceof Map<?, ?> id) {
            Predicate<@Nullable Object> named = column(id, ID);
            holds = value -> value instanceof Map<?, ?> reference && named.test(reference.get(Model.ID));
        }
        return filter.get(IS_NULL) instanceof Boolean wanted ? holds.and(value -> (value == null) == wanted) : holds;
    }

    private static final Column ID = Model.common()
            .filter(column -> column.field().equals(Model.ID))
            .findFirst()
            .orElseThrow();

    private static Predicate<@Nullable Object> column(Map<?, ?> filter, Column column) {
        Predicate<@Nullable Object> all = value -> true;
        for (Map.Entry<?, ?> entry : filter.entrySet()) {
            String operator = String.valueOf(entry.getKey());
            Object operand = entry.getValue();
            if (operator.equals(IS_NULL)) {
                all = operand instanceof Boolean wanted ? all.and(value -> (value == null) == wanted) : all;
            } else {
                Predicate<Object> comparison = Operator.of(operator).bind(column.type(), operand);
                all = all.and(value -> value != null && holds(comparison, value));
            }
        }
        return all;
    }

    /** An event may be older than the type of the column: then no comparison holds of what it says. */
    private static boolean holds(Predicate<Object> comparison, Object value) {
        try {
            return comparison.test(value);
        } catch (IllegalArgumentException ofAnotherType) {
            return false;
        }
    }
}
