package io.weir.model.write;

import io.weir.error.ErrorCode;
import io.weir.graph.model.Column;
import io.weir.graph.model.ColumnType;
import io.weir.model.ModelException;
import io.weir.model.table.Values;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of inputs as the JSON of which PostgreSQL makes a column; refuses what a column cannot hold. */
final class StoredValue {

    /** Bytes; indexes hold it, and so does every event. */
    private static final int LONGEST_ID = 200;

    /** Bytes of what an index has to hold. */
    private static final int LONGEST_UNIQUE = 2_000;

    private StoredValue() {}

    /**
     * The value of a column.
     *
     * @throws ModelException {@link ErrorCode#BAD_USER_INPUT}, naming the field
     */
    static @Nullable Object of(Column column, @Nullable Object value) {
        if (value == null) {
            return nothing(column.field(), column.required());
        }
        if (!column.list()) {
            return one(column, value);
        }
        List<Object> elements = new ArrayList<>();
        for (Object element : value instanceof Collection<?> many ? many : List.of(value)) {
            if (element == null) {
                throw refused(column.field(), "no element may be null");
            }
            elements.add(one(column, element));
        }
        return elements;
    }

    /** An id: of a row, or of one that is referred to. */
    static String id(String field, Object value) {
        String id = bounded(field, Values.text(field, ColumnType.ID, value), LONGEST_ID);
        if (id.isEmpty()) {
            throw refused(field, "an id must not be empty");
        }
        return id;
    }

    /** No value, where one may be missing. */
    static @Nullable Object nothing(String field, boolean required) {
        if (required) {
            throw refused(field, "it must not be null");
        }
        return null;
    }

    private static Object one(Column column, Object value) {
        String text = Values.text(column.field(), column.type(), value);
        if (column.unique()) {
            bounded(column.field(), text, LONGEST_UNIQUE);
        }
        return column.type() == ColumnType.JSON ? value : text;
    }

    private static String bounded(String field, String text, int longest) {
        if (text.length() > longest || text.getBytes(StandardCharsets.UTF_8).length > longest) {
            throw refused(field, "a text of at most %d bytes fits here".formatted(longest));
        }
        return text;
    }

    /** The refusal of an input's value. */
    static ModelException refused(String field, String why) {
        return new ModelException(ErrorCode.BAD_USER_INPUT, "\"%s\": %s".formatted(field, why), Map.of("field", field));
    }
}
