package io.weir.template;

import io.weir.json.Json;
import io.weir.template.Template.Part.Placeholder;
import org.jspecify.annotations.Nullable;

/** What placeholders stand for. */
@FunctionalInterface
public interface PlaceholderValues {

    /** The value in the form of {@link Json#parse}; null when it is null or absent. */
    @Nullable
    Object value(Placeholder placeholder);

    /** The value as text, a number without exponent; null when it is null or absent. */
    default @Nullable String text(Placeholder placeholder) {
        Object value = value(placeholder);
        return value == null ? null : TemplateValues.text(value);
    }
}
