package io.weir.model.table;

import io.weir.graph.model.Column;
import io.weir.graph.model.ColumnType;
import io.weir.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Values of the schema as SQL has them. */
final class Literals {

    private Literals() {}

    /** A text. */
    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** What a new row has in a column, with the column's type. */
    static String initial(Column column, Object value) {
        String type = Tables.type(column.type(), column.list());
        if (!column.list()) {
            return one(column.type(), value) + "::" + type;
        }
        return ((List<?>) value)
                .stream()
                        .map(element -> one(column.type(), element))
                        .collect(Collectors.joining(", ", "array[", "]::" + type));
    }

    private static String one(ColumnType type, Object value) {
        return text(
                type == ColumnType.JSON ? Json.write(value).toString(StandardCharsets.UTF_8) : String.valueOf(value));
    }
}
