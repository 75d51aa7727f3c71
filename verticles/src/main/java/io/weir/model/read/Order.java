package io.weir.model.read;

import io.weir.graph.model.Column;
import io.weir.graph.model.Model;
import io.weir.model.table.Tables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * In which order rows come: total, since the id ends it, in the direction of the field before. Null is greater than every
 * value.
 */
record Order(List<Key> keys) {

    /** One field of an order. */
    record Key(Column column, boolean descending) {

        boolean id() {
            return column.field().equals(Model.ID);
        }

        @Override
        public String toString() {
            return column.field() + (descending ? " desc" : "");
        }
    }

    Order {
        keys = List.copyOf(keys);
    }

    /**
     * What a client asks for.
     *
     * @param orderBy maps with {@code field} and {@code direction}, as GraphQL coerced them; what comes after the id, or a
     *     second time, orders nothing
     */
    static Order of(Model model, List<?> orderBy) {
        List<Key> keys = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Object entry : orderBy) {
            Map<?, ?> asked = (Map<?, ?>) entry;
            String field = String.valueOf(asked.get("field"));
            if (!seen.contains(Model.ID) && seen.add(field)) {
                keys.add(key(model, field, "DESC".equals(asked.get("direction"))));
            }
        }
        if (!seen.contains(Model.ID)) {
            keys.add(key(
                    model,
                    Model.ID,
                    !keys.isEmpty() && keys.get(keys.size() - 1).descending()));
        }
        return new Order(keys);
    }

    private static Key key(Model model, String field, boolean descending) {
        Column column = Fields.column(model, field)
                .orElseThrow(() -> new IllegalArgumentException(model.name() + " has no column " + field));
        return new Key(column, descending);
    }

    /** The same from the other end. */
    Order reversed() {
        return new Order(keys.stream()
                .map(key -> new Key(key.column(), !key.descending()))
                .toList());
    }

    /** What stands behind {@code order by}; null is the greatest without a word. */
    String sql(String row) {
        return keys.stream()
                .map(key -> row + "." + Tables.column(key.column().field()) + (key.descending() ? " desc" : ""))
                .collect(Collectors.joining(", "));
    }

    /** Which order it is, in a few words. */
    String words() {
        return keys.stream().map(Key::toString).collect(Collectors.joining(","));
    }
}
