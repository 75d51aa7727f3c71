package io.weir.model.read;

import io.vertx.core.buffer.Buffer;
import io.weir.error.ErrorCode;
import io.weir.graph.model.Model;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import io.weir.model.ModelException;
import io.weir.model.table.Values;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place in an order: where a row with these values stands, whether there is one or not. For clients a text that they do
 * not look into; it says nothing that its reader could not ask for.
 */
final class Cursor {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private Cursor() {}

    /** Where a row stands. */
    static String of(Model model, Order order, Map<String, @Nullable Object> row) {
        List<@Nullable Object> parts = new ArrayList<>();
        parts.add(name(model, order));
        order.keys().forEach(key -> parts.add(row.get(key.column().field())));
        return ENCODER.encodeToString(Json.write(parts).getBytes());
    }

    /**
     * The values of the order's fields, as {@link Values} has them.
     *
     * @param argument where the client wrote it
     */
    static List<@Nullable String> read(String argument, String cursor, Model model, Order order) {
        if (!(json(argument, cursor) instanceof List<?> parts)
                || parts.size() != order.keys().size() + 1) {
            throw refused(argument);
        }
        if (!name(model, order).equals(parts.get(0))) {
            throw new ModelException(
                    ErrorCode.BAD_USER_INPUT, "\"" + argument + "\" is a cursor of another list or another order");
        }
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 0; i < order.keys().size(); i++) {
            values.add(value(argument, order.keys().get(i), parts.get(i + 1)));
        }
        return values;
    }

    private static @Nullable Object json(String argument, String cursor) {
        try {
            return Json.parse(Buffer.buffer(Base64.getUrlDecoder().decode(cursor)));
        } catch (IllegalArgumentException | MalformedJsonException e) {
            throw refused(argument);
        }
    }

    private static @Nullable String value(String argument, Order.Key key, @Nullable Object value) {
        if (value == null) {
            if (key.column().required()) {
                throw refused(argument);
            }
            return null;
        }
        try {
            return Values.text(argument, key.column().type(), value);
        } catch (ModelException e) {
            throw refused(argument);
        }
    }

    private static String name(Model model, Order order) {
        return model.name() + ":" + order.words();
    }

    private static ModelException refused(String argument) {
        return new ModelException(ErrorCode.BAD_USER_INPUT, "\"" + argument + "\" is no cursor of this server");
    }
}
