package io.weir.template;

import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import io.weir.template.Template.Part;
import io.weir.template.Template.Part.Placeholder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON text with placeholders: outside of strings one stands for a JSON value, objects and lists included; inside of a
 * string for text, nothing where the value is null. Whatever the values are, the result is JSON of the same form.
 * Immutable.
 */
public final class JsonTemplate {

    /** Private use characters: they enclose a placeholder's number while the text is parsed as JSON. */
    private static final char OPEN = '\uE000';

    private static final char CLOSE = '\uE001';
    private static final char WHOLE = '\uE002';
    private static final Pattern MARKER = Pattern.compile("\uE000([0-9]+)\uE001");
    private static final Pattern MARKS = Pattern.compile("[\uE000-\uE002]|\\\\u[eE]00[0-2]");
    private static final Pattern VALUE = Pattern.compile("\uE002([0-9]+)\uE002");

    private final String source;
    private final Node root;
    private final List<Placeholder> values = new ArrayList<>();
    private final List<Placeholder> texts = new ArrayList<>();

    /** A piece of the parsed text. */
    private sealed interface Node {

        record Literal(@Nullable Object value) implements Node {}

        record Value(Placeholder placeholder) implements Node {}

        record Text(List<Part> parts) implements Node {}

        record Items(List<Node> items) implements Node {}

        record Members(Map<String, Node> members) implements Node {}
    }

    private JsonTemplate(Template template, Map<String, String> environment) {
        this.source = template.source();
        List<Placeholder> numbered = new ArrayList<>();
        this.root = node(Json.parse(marked(template, environment, numbered)), numbered);
    }

    /**
     * Reads a template whose placeholders are known.
     *
     * @param environment the values of its {@code env} placeholders, which are put in as texts
     * @throws IllegalArgumentException with words for the author when it is not JSON with values for the placeholders, or
     *     has one in a member's name
     */
    public static JsonTemplate of(Template template, Map<String, String> environment) {
        if (MARKS.matcher(template.withEach("")).find()) {
            throw new IllegalArgumentException("it holds a character of the private use area (U+E000 to U+E002)");
        }
        try {
            return new JsonTemplate(template, environment);
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException(
                    "it is not JSON once values stand for the placeholders; quote texts, as in"
                            + " {\"name\": \"{{ args.name }}\", \"age\": {{ args.age }}}",
                    e);
        }
    }

    /** The placeholders that stand for JSON values. */
    public List<Placeholder> values() {
        return List.copyOf(values);
    }

    /** The placeholders within strings. */
    public List<Placeholder> texts() {
        return List.copyOf(texts);
    }

    /** The JSON for these values, in the form of {@link Json#parse}. */
    public @Nullable Object render(PlaceholderValues given) {
        return render(root, given);
    }

    private static @Nullable Object render(Node node, PlaceholderValues given) {
        if (node instanceof Node.Value value) {
            return given.value(value.placeholder());
        } else if (node instanceof Node.Text text) {
            return text(text.parts(), given);
        } else if (node instanceof Node.Items items) {
            List<@Nullable Object> list = new ArrayList<>();
            items.items().forEach(item -> list.add(render(item, given)));
            return list;
        } else if (node instanceof Node.Members members) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            members.members().forEach((name, member) -> object.put(name, render(member, given)));
            return object;
        }
        return ((Node.Literal) node).value();
    }

    private static String text(List<Part> parts, PlaceholderValues given) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Text literal) {
                text.append(literal.text());
            } else if (part instanceof Placeholder placeholder) {
                String value = given.text(placeholder);
                text.append(value == null ? "" : value);
            }
        }
        return text.toString();
    }

    /** JSON text with marks in place of the placeholders. */
    private static String marked(Template template, Map<String, String> environment, List<Placeholder> numbered) {
        StringBuilder json = new StringBuilder();
        boolean inString = false;
        for (Part part : template.parts()) {
            if (part instanceof Part.Text literal) {
                inString = Template.endsInString(literal.text(), inString);
                json.append(literal.text());
            } else if (part instanceof Placeholder placeholder && placeholder.scope() == Template.Scope.ENV) {
                String quoted =
                        Json.write(environment.get(placeholder.path().get(0))).toString();
                json.append(inString ? quoted.substring(1, quoted.length() - 1) : quoted);
            } else if (part instanceof Placeholder placeholder) {
                json.append(inString ? mark(numbered.size()) : "\"" + WHOLE + numbered.size() + WHOLE + "\"");
                numbered.add(placeholder);
            }
        }
        return json.toString();
    }

    private static String mark(int number) {
        return "" + OPEN + number + CLOSE;
    }

    private Node node(@Nullable Object json, List<Placeholder> numbered) {
        if (json instanceof Map<?, ?> object) {
            Map<String, Node> members = new LinkedHashMap<>();
            object.forEach((name, member) -> members.put(checkedName(String.valueOf(name)), node(member, numbered)));
            return new Node.Members(members);
        } else if (json instanceof List<?> list) {
            return new Node.Items(
                    list.stream().map(item -> node(item, numbered)).toList());
        } else if (json instanceof String text) {
            return text(text, numbered);
        }
        return new Node.Literal(json);
    }

    private static String checkedName(String name) {
        if (name.indexOf(OPEN) >= 0 || name.indexOf(WHOLE) >= 0) {
            throw new IllegalArgumentException(
                    "a placeholder stands in the name of a member; only values may have one");
        }
        return name;
    }

    private Node text(String text, List<Placeholder> numbered) {
        Matcher whole = VALUE.matcher(text);
        if (whole.matches()) {
            Placeholder placeholder = numbered.get(Integer.parseInt(whole.group(1)));
            values.add(placeholder);
            return new Node.Value(placeholder);
        }
        List<Part> parts = new ArrayList<>();
        Matcher marker = MARKER.matcher(text);
        int end = 0;
        while (marker.find()) {
            parts.add(new Part.Text(text.substring(end, marker.start())));
            Placeholder placeholder = numbered.get(Integer.parseInt(marker.group(1)));
            texts.add(placeholder);
            parts.add(placeholder);
            end = marker.end();
        }
        if (parts.isEmpty()) {
            return new Node.Literal(text);
        }
        parts.add(new Part.Text(text.substring(end)));
        return new Node.Text(parts);
    }

    /** As it is written: what was put in may be a secret. */
    @Override
    public String toString() {
        return source;
    }
}
