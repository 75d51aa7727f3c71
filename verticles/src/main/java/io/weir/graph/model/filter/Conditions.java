package io.weir.graph.model.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What filters of all kinds have in common: AND, OR and NOT around conditions of their own. */
final class Conditions {

    private Conditions() {}

    /** Reads one condition of a filter that is none of these. */
    interface Reader {
        Predicate<Object> read(String name, Object value);
    }

    /** All that a filter says must hold. What is null says nothing. */
    static Predicate<Object> all(Map<?, ?> filter, Reader reader) {
        List<Predicate<Object>> conditions = new ArrayList<>();
        filter.forEach((name, value) -> {
            if (value != null) {
                conditions.add(condition(String.valueOf(name), value, reader));
            }
        });
        return conditions.size() == 1 ? conditions.get(0) : and(conditions);
    }

    private static Predicate<Object> condition(String name, Object value, Reader reader) {
        return switch (name) {
            case "AND" -> and(each(value, reader));
            case "OR" -> or(each(value, reader));
            case "NOT" -> all((Map<?, ?>) value, reader).negate();
            default -> reader.read(name, value);
        };
    }

    private static List<Predicate<Object>> each(Object filters, Reader reader) {
        return list(filters).stream()
                .map(filter -> all((Map<?, ?>) filter, reader))
                .toList();
    }

    /** A list, or the one value that input coercion lets stand for it. */
    static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of(value);
    }

    private static Predicate<Object> and(List<Predicate<Object>> conditions) {
        return value -> {
            for (Predicate<Object> condition : conditions) {
                if (!condition.test(value)) {
                    return false;
                }
            }
            return true;
        };
    }

    private static Predicate<Object> or(List<Predicate<Object>> conditions) {
        return value -> {
            for (Predicate<Object> condition : conditions) {
                if (condition.test(value)) {
                    return true;
                }
            }
            return false;
        };
    }
}
