package io.weir.config.yaml;

import io.weir.template.Template;
import io.weir.template.Template.Scope;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with placeholders. That what they name exists is checked where that is known.
 *
 * @param scopes those that a placeholder may name
 * @param further refuses, in words for the author, what is a template and yet not fit
 */
public record TemplateText(Set<Scope> scopes, Consumer<Template> further) implements Value<Template> {

    private static final Scalar<String> TEXT = Values.text("a template", Pattern.compile("(?:.|\\n)*\\S(?:.|\\n)*"));

    /** Copies the scopes. */
    public TemplateText {
        scopes = Set.copyOf(scopes);
    }

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException with words for the author when it is none of these templates
     */
    public Template parse(String source) {
        Template template = Template.parse(source, scopes);
        further.accept(template);
        return template;
    }

    @Override
    public @Nullable Template read(YamlValue from) {
        String source = TEXT.read(from);
        try {
            return source == null ? null : parse(source);
        } catch (IllegalArgumentException e) {
            from.report("\"%s\": %s".formatted(source, e.getMessage()));
            return null;
        }
    }

    @Override
    public Object write(Template template) {
        return template.source();
    }

    @Override
    public Map<String, Object> schema() {
        return TEXT.schema();
    }
}
