package io.weir.template;

import io.weir.json.Json;
import io.weir.template.Template.Part.Placeholder;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What placeholders stand for in one call.
 *
 * @param arguments coerced arguments by name
 * @param headers of the client's request, names in lower case
 */
public record TemplateValues(Map<String, @Nullable Object> arguments, Map<String, String> headers)
        implements PlaceholderValues {

    @Override
    public @Nullable Object value(Placeholder placeholder) {
        return switch (placeholder.scope()) {
            case ARGS -> Template.value(placeholder, arguments);
            case HEADERS -> Template.value(placeholder, headers);
            default -> throw new IllegalArgumentException("no values for " + placeholder.name());
        };
    }

    /** A JSON value as text: a scalar as it is, a number without exponent, an object or a list as JSON. */
    public static String text(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        boolean composite = value instanceof Map<?, ?> || value instanceof Iterable<?>;
        return composite ? Json.write(value).toString() : value.toString();
    }

    /** The headers are the client's secrets, and so may be the arguments. */
    @Override
    public String toString() {
        return "TemplateValues[" + arguments.keySet() + ", " + headers.keySet() + "]";
    }
}
