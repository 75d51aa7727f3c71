package io.weir.gate;

import io.weir.config.SystemConfig;
import io.weir.gate.participant.Write;
import io.weir.template.Template;
import io.weir.template.TemplateValues;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a write has changed and which version it made of it, by templates; without them by the entity in the handler's
 * answer: {@code __typename}, {@code id} and {@code version}.
 */
final class ChangedKey {

    /** The longest key that a report may name, in characters. */
    static final int MAX_KEY = 500;

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,19}");

    private static final Template.Part.Placeholder VERSION = response("version");
    private static final Template.Part.Placeholder ID = response("id");
    private static final Template.Part.Placeholder TYPE = response("__typename");

    private final Optional<Template> key;
    private final Optional<Template> version;

    /** A key and a version of it. */
    record Changed(String key, long version) {}

    /** By the templates of a system's configuration. */
    ChangedKey(SystemConfig.Ack config) {
        key = config.key();
        version = config.version();
    }

    /** Empty where the write does not say both. */
    Optional<Changed> of(Write write) {
        String changed = key.isPresent() ? text(key.get(), write) : entity(write);
        Long made = version.isPresent() ? whole(text(version.get(), write)) : whole(scalar(write.value(VERSION)));
        return changed == null || made == null || !fit(changed)
                ? Optional.empty()
                : Optional.of(new Changed(changed, made));
    }

    /** Whether a report may name it: see {@link ReportReader}. */
    static boolean fit(String text) {
        return !text.isEmpty() && text.length() <= MAX_KEY && text.chars().noneMatch(Character::isISOControl);
    }

    /** A whole number from 0 that fits 64 bits; null for everything else. */
    static @Nullable Long whole(@Nullable String text) {
        if (text == null || !WHOLE.matcher(text).matches()) {
            return null;
        }
        BigDecimal number = new BigDecimal(text);
        return number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0 ? null : number.longValue();
    }

    private static @Nullable String entity(Write write) {
        String type = scalar(write.value(TYPE));
        String id = scalar(write.value(ID));
        String named = type == null ? write.type() : type;
        return named == null || id == null ? null : named + ":" + id;
    }

    /** Null when a placeholder stands for nothing, or for no scalar. */
    private static @Nullable String text(Template template, Write write) {
        StringBuilder text = new StringBuilder();
        for (Template.Part part : template.parts()) {
            String piece = part instanceof Template.Part.Text literal
                    ? literal.text()
                    : scalar(write.value((Template.Part.Placeholder) part));
            if (piece == null) {
                return null;
            }
            text.append(piece);
        }
        return text.toString();
    }

    private static Template.Part.Placeholder response(String field) {
        return new Template.Part.Placeholder(Template.Scope.RESPONSE, List.of(field));
    }

    private static @Nullable String scalar(@Nullable Object value) {
        return value == null || value instanceof Map<?, ?> || value instanceof Iterable<?>
                ? null
                : TemplateValues.text(value);
    }
}
