package io.weir.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with placeholders such as <code>{{ args.input.id }}</code>. Immutable.
 *
 * @param source the text as written
 * @param parts what it is made of, in order
 */
public record Template(String source, List<Part> parts) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
    private static final Pattern PATH = Pattern.compile("[_A-Za-z][_0-9A-Za-z]*(\\.[_A-Za-z][_0-9A-Za-z]*)*");
    private static final String ARGS = "args.";

    /** A piece of a template. */
    public sealed interface Part {

        /** Stands for itself. */
        record Text(String text) implements Part {}

        /** Stands for the value of an argument, or of a field within it; the path never is empty. */
        record Argument(List<String> path) implements Part {

            /** The path as it is written. */
            public String name() {
                return "args." + String.join(".", path);
            }
        }
    }

    /** Copies the parts. */
    public Template {
        parts = List.copyOf(parts);
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException with words for the author when a placeholder is not {@code args.NAME}
     */
    public static Template parse(String source) {
        List<Part> parts = new ArrayList<>();
        Matcher placeholder = PLACEHOLDER.matcher(source);
        int end = 0;
        while (placeholder.find()) {
            addText(parts, source, end, placeholder.start());
            parts.add(argument(placeholder.group(1).strip()));
            end = placeholder.end();
        }
        addText(parts, source, end, source.length());
        return new Template(source, parts);
    }

    /** The placeholders, in order. */
    public List<Part.Argument> arguments() {
        return parts.stream()
                .filter(Part.Argument.class::isInstance)
                .map(Part.Argument.class::cast)
                .toList();
    }

    /** The text with {@code standIn} for each placeholder. */
    public String withEach(String standIn) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(part instanceof Part.Text literal ? literal.text() : standIn);
        }
        return text.toString();
    }

    /** The value that {@code argument} stands for; null when it or anything on the way to it is null or absent. */
    public static @Nullable Object value(Part.Argument argument, Map<String, @Nullable Object> arguments) {
        Object value = arguments;
        for (String name : argument.path()) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }

    private static void addText(List<Part> parts, String source, int from, int to) {
        String text = source.substring(from, to);
        if (text.contains("{{") || text.contains("}}")) {
            throw new IllegalArgumentException("the template \"" + source + "\" has an unmatched brace pair");
        }
        if (!text.isEmpty()) {
            parts.add(new Part.Text(text));
        }
    }

    private static Part argument(String expression) {
        if (expression.isEmpty()) {
            throw new IllegalArgumentException("an empty placeholder: write {{ args.NAME }}");
        }
        if (!expression.startsWith(ARGS) || !PATH.matcher(expression).matches()) {
            throw new IllegalArgumentException(
                    "the placeholder {{ " + expression + " }} is not understood: write {{ args.NAME }}");
        }
        return new Part.Argument(List.of(expression.substring(ARGS.length()).split("\\.")));
    }
}
