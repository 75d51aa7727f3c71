package io.weir.graph.model.filter;

import io.weir.graph.model.ColumnType;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The comparisons of a value that is not null with what a filter says. */
enum Operator {
    EQ(order -> order == 0),
    NE(order -> order != 0),
    LT(order -> order < 0),
    LTE(order -> order <= 0),
    GT(order -> order > 0),
    GTE(order -> order >= 0),
    IN(true),
    NOT_IN(false),
    HAS(),
    CONTAINS(String::contains),
    STARTS_WITH(String::startsWith),
    ENDS_WITH(String::endsWith);

    /** Makes the condition; the operand is not null. */
    private interface Binding {
        Predicate<Object> bind(ColumnType type, Object operand);
    }

    private final Binding binding;

    Operator(IntPredicate order) {
        binding = (type, operand) -> {
            Comparator<Comparable<?>> comparator = Comparison.comparator(type);
            Comparable<?> wanted = Comparison.comparable(type, operand);
            return value -> order.test(comparator.compare(Comparison.comparable(type, value), wanted));
        };
    }

    Operator(boolean within) {
        binding = (type, operand) -> {
            Set<Comparable<?>> wanted = Conditions.list(operand).stream()
                    .map(element -> Comparison.comparable(type, element))
                    .collect(Collectors.toSet());
            return value -> wanted.contains(Comparison.comparable(type, value)) == within;
        };
    }

    Operator() {
        binding = (type, operand) -> {
            Comparable<?> wanted = Comparison.comparable(type, operand);
            return value -> value instanceof List<?> list
                    && list.stream()
                            .filter(Objects::nonNull)
                            .anyMatch(element ->
                                    Comparison.comparable(type, element).equals(wanted));
        };
    }

    Operator(BiPredicate<String, String> text) {
        binding = (type, operand) -> value -> text.test(value.toString(), operand.toString());
    }

    /** By its name in a filter: {@code startsWith}. */
    static Operator of(String name) {
        return valueOf(name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT));
    }

    /** The condition on a value that is not null; a comparison with null holds never. */
    Predicate<Object> bind(ColumnType type, @Nullable Object operand) {
        return operand == null ? value -> false : binding.bind(type, operand);
    }
}
