package io.weir.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A text with placeholders such as <code>{{ args.input.id }}</code>; each stands for a value of a {@link Scope}. Immutable.
 *
 * @param source the text as written
 * @param parts what it is made of, in order
 */
public record Template(String source, List<Part> parts) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
    private static final Pattern PATH = Pattern.compile("[_A-Za-z][_0-9A-Za-z]*(\\.[_A-Za-z][_0-9A-Za-z]*)*");
    private static final Pattern HEADER = Pattern.compile("headers\\.[A-Za-z0-9_-]+");

    /** Whose values a placeholder may stand for: its first word. */
    public enum Scope {
        /** The arguments of the field. */
        ARGS,
        /** Headers of the client's request that the configuration allows; names become lower case. */
        HEADERS,
        /** The environment's variables that the configuration allows. */
        ENV,
        /** What a handler answered, or the target of a delivery. */
        RESPONSE,
        /** The object that the field sits on. */
        PARENT,
        /** The payload of the event that is delivered. */
        EVENT,
        /** What a delivery's document makes of it. */
        DATA,
        /** The delivery itself: {@code id}, {@code name}, {@code attempt}, {@code topic}. */
        DELIVERY,
        /** Why a delivery was given up: {@code code}, {@code message}, {@code status}. */
        FAILURE;

        /** The word as it is written. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A piece of a template. */
    public sealed interface Part {

        /** Stands for itself. */
        record Text(String text) implements Part {}

        /** Stands for a value of a scope, or for a field within it; the path never is empty. */
        record Placeholder(Scope scope, List<String> path) implements Part {

            /** Copies the path. */
            public Placeholder {
                path = List.copyOf(path);
            }

            /** What it is, in words for whoever sent its value. */
            public String named() {
                String kind = switch (scope) {
                    case HEADERS -> "header";
                    case RESPONSE -> "answer's field";
                    case EVENT -> "event's field";
                    case DATA -> "field of the document's data";
                    case DELIVERY -> "delivery's field";
                    case FAILURE -> "failure's field";
                    default -> "argument";
                };
                return "the %s \"%s\"".formatted(kind, String.join(".", path));
            }

            /** The path as it is written. */
            public String name() {
                return scope.word() + "." + String.join(".", path);
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
     * @param scopes those that a placeholder may name here; not empty
     * @throws IllegalArgumentException with words for the author when a placeholder is not {@code SCOPE.NAME}
     */
    public static Template parse(String source, Set<Scope> scopes) {
        List<Part> parts = new ArrayList<>();
        Matcher placeholder = PLACEHOLDER.matcher(source);
        int end = 0;
        while (placeholder.find()) {
            addText(parts, source, end, placeholder.start());
            parts.add(placeholder(placeholder.group(1).strip(), scopes));
            end = placeholder.end();
        }
        addText(parts, source, end, source.length());
        return new Template(source, parts);
    }

    /** The placeholders, in order. */
    public List<Part.Placeholder> placeholders() {
        return parts.stream()
                .filter(Part.Placeholder.class::isInstance)
                .map(Part.Placeholder.class::cast)
                .toList();
    }

    /** This with the values of one scope put in; its placeholders must all have one. */
    public Template filled(Scope scope, Map<String, String> values) {
        List<Part> filled = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Text literal) {
                text.append(literal.text());
            } else if (part instanceof Part.Placeholder placeholder && placeholder.scope() == scope) {
                text.append(Objects.requireNonNull(values.get(placeholder.path().get(0))));
            } else {
                flush(text, filled);
                filled.add(part);
            }
        }
        flush(text, filled);
        return new Template(source, filled);
    }

    private static void flush(StringBuilder text, List<Part> parts) {
        if (!text.isEmpty()) {
            parts.add(new Part.Text(text.toString()));
            text.setLength(0);
        }
    }

    /** What stands between the separators that are written out; at least one template. */
    public List<Template> split(char separator) {
        List<Template> pieces = new ArrayList<>();
        List<Part> piece = new ArrayList<>();
        for (Part part : parts) {
            if (!(part instanceof Part.Text literal)) {
                piece.add(part);
                continue;
            }
            String[] texts = literal.text().split(Pattern.quote(String.valueOf(separator)), -1);
            for (int i = 0; i < texts.length; i++) {
                if (i > 0) {
                    pieces.add(new Template(source, piece));
                    piece.clear();
                }
                if (!texts[i].isEmpty()) {
                    piece.add(new Part.Text(texts[i]));
                }
            }
        }
        pieces.add(new Template(source, piece));
        return pieces;
    }

    /** The placeholders of one scope, in order. */
    public List<Part.Placeholder> placeholders(Scope scope) {
        return placeholders().stream()
                .filter(placeholder -> placeholder.scope() == scope)
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

    /**
     * The value that a placeholder stands for; null when it or anything on the way to it is null or absent.
     *
     * @param values those of the placeholder's scope
     */
    public static @Nullable Object value(Part.Placeholder placeholder, Map<String, ? extends @Nullable Object> values) {
        Object value = values;
        for (String name : placeholder.path()) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }

    /**
     * Whether what follows a text stands within a string, as JSON and GraphQL write them.
     *
     * @param inString whether the text itself begins there
     */
    public static boolean endsInString(String text, boolean inString) {
        boolean inside = inString;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inside && c == '\\') {
                i++;
            } else if (c == '"') {
                inside = !inside;
            }
        }
        return inside;
    }

    /** As it is written: what was put in may be a secret. */
    @Override
    public String toString() {
        return source;
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

    private static Part placeholder(String expression, Set<Scope> scopes) {
        String forms = scopes.stream()
                .sorted()
                .map(scope -> "{{ " + scope.word() + ".NAME }}")
                .collect(Collectors.joining(" or "));
        if (expression.isEmpty()) {
            throw new IllegalArgumentException("an empty placeholder: write " + forms);
        }
        for (Scope scope : scopes) {
            String prefix = scope.word() + ".";
            if (expression.startsWith(prefix) && path(scope).matcher(expression).matches()) {
                String path = expression.substring(prefix.length());
                return new Part.Placeholder(
                        scope,
                        scope == Scope.HEADERS ? List.of(path.toLowerCase(Locale.ROOT)) : List.of(path.split("\\.")));
            }
        }
        throw new IllegalArgumentException(
                "the placeholder {{ " + expression + " }} is not understood: write " + forms);
    }

    private static Pattern path(Scope scope) {
        return scope == Scope.HEADERS ? HEADER : PATH;
    }
}
