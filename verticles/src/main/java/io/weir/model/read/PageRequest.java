package io.weir.model.read;

import io.weir.error.ErrorCode;
import io.weir.graph.model.Model;
import io.weir.model.ModelException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of all rows of a model.
 *
 * @param filter as GraphQL coerced it
 * @param size how many rows at most
 * @param backward whether they are the last ones before a place, not the first ones behind one
 * @param after the place behind which they stand: the values of the order's fields; null for the beginning
 * @param before the place before which they stand; null for the end
 * @param part what of the page is wanted
 */
public record PageRequest(
        Model model,
        Map<?, ?> filter,
        Order order,
        int size,
        boolean backward,
        @Nullable List<@Nullable String> after,
        @Nullable List<@Nullable String> before,
        Part part) {

    /** The most rows of one page. */
    private static final int MOST = 1_000;

    private static final int USUAL = 100;

    /**
     * What is wanted of a page; nothing else is looked for.
     *
     * @param rows the rows
     * @param total how many there are on all pages
     * @param bounds whether there are others before and behind them; the rows are needed for that
     */
    public record Part(boolean rows, boolean total, boolean bounds) {}

    /**
     * Reads the arguments of a connection.
     *
     * @param arguments {@code filter orderBy first after last before}, as GraphQL coerced them
     * @throws ModelException when they do not fit together
     */
    public static PageRequest of(Model model, Map<String, ?> arguments, Part part) {
        Order order = Order.of(model, orderBy(arguments));
        boolean backward = arguments.get("last") != null;
        if (backward && arguments.get("first") != null) {
            throw new ModelException(ErrorCode.BAD_USER_INPUT, "\"first\" and \"last\" do not go together");
        }
        return new PageRequest(
                model,
                filter(arguments),
                order,
                size(arguments, backward ? "last" : "first"),
                backward,
                place(model, order, arguments, "after"),
                place(model, order, arguments, "before"),
                part);
    }

    static List<?> orderBy(Map<String, ?> arguments) {
        return arguments.get("orderBy") instanceof List<?> list ? list : List.of();
    }

    static Map<?, ?> filter(Map<String, ?> arguments) {
        return arguments.get("filter") instanceof Map<?, ?> filter ? filter : Map.of();
    }

    static int size(Map<String, ?> arguments, String argument) {
        int size = arguments.get(argument) instanceof Integer asked ? asked : USUAL;
        if (size < 0 || size > MOST) {
            throw new ModelException(
                    ErrorCode.BAD_USER_INPUT, "\"%s\" must be between 0 and %d".formatted(argument, MOST));
        }
        return size;
    }

    private static @Nullable List<@Nullable String> place(
            Model model, Order order, Map<String, ?> arguments, String argument) {
        return arguments.get(argument) instanceof String cursor ? Cursor.read(argument, cursor, model, order) : null;
    }
}
