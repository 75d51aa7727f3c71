package io.weir.model.read;

import io.weir.model.table.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which rows stand behind a place in an order. */
final class Keyset {

    private final Order order;
    private final String row;
    /** What each field of the order has at the place: an expression, or null where it is null. */
    private final List<@Nullable String> place = new ArrayList<>();

    /** Speaks of rows of this alias. */
    Keyset(Order order, List<@Nullable String> values, String row, Parameters parameters) {
        this.order = order;
        this.row = row;
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            place.add(
                    value == null
                            ? null
                            : parameters.add(order.keys().get(i).column().type(), value));
        }
    }

    /** The rows behind the place. */
    String behind() {
        return condition(order, false);
    }

    /** Those at the place, if there is one, and before it. */
    String upTo() {
        return condition(order.reversed(), true);
    }

    private String condition(Order direction, boolean inclusive) {
        boolean descending = direction.keys().get(0).descending();
        boolean uniform =
                direction.keys().stream().allMatch(key -> key.column().required() && key.descending() == descending);
        return uniform ? together(descending, inclusive) : "(" + String.join(" or ", steps(direction, inclusive)) + ")";
    }

    /** What an index of these columns finds. */
    private String together(boolean descending, boolean inclusive) {
        String names = order.keys().stream().map(this::name).collect(Collectors.joining(", "));
        return "(%s) %s%s (%s)"
                .formatted(names, descending ? "<" : ">", inclusive ? "=" : "", String.join(", ", place));
    }

    /** Behind by the first field, or the same there and behind by the second, and so on. */
    private List<String> steps(Order direction, boolean inclusive) {
        List<String> steps = new ArrayList<>();
        StringBuilder same = new StringBuilder();
        for (int i = 0; i < direction.keys().size(); i++) {
            boolean last = i == direction.keys().size() - 1;
            steps.add("(" + same + step(direction.keys().get(i), place.get(i), last && inclusive) + ")");
            same.append(name(direction.keys().get(i)))
                    .append(place.get(i) == null ? " is null" : " = " + place.get(i))
                    .append(" and ");
        }
        return steps;
    }

    private String step(Order.Key key, @Nullable String value, boolean inclusive) {
        String name = name(key);
        if (value == null) { // the greatest
            return key.descending() ? name + " is not null" : "false";
        }
        String compared = name + (key.descending() ? " <" : " >") + (inclusive ? "= " : " ") + value;
        return key.descending() || key.column().required() ? compared : "(" + compared + " or " + name + " is null)";
    }

    private String name(Order.Key key) {
        return row + "." + Tables.column(key.column().field());
    }
}
