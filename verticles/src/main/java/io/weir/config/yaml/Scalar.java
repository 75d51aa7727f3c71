package io.weir.config.yaml;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A single value: a text, a number, a duration. The same rule serves the file, the constructor that checks it, the JSON
 * Schema and the messages.
 *
 * @param <T> what it becomes
 */
public final class Scalar<T> implements Value<T> {

    private static final int SHOWN = 60;

    private final String rule;
    private final Parser<T> parser;
    private final Predicate<T> legal;
    private final Function<T, Object> writer;
    private final Map<String, Object> schema;
    private final boolean secret;

    /** Turns a text into a value; null when it has another form. */
    interface Parser<T> {
        @Nullable
        T parse(String text);
    }

    Scalar(
            String rule,
            Parser<T> parser,
            Predicate<T> legal,
            Function<T, Object> writer,
            Map<String, Object> schema,
            boolean secret) {
        this.rule = rule;
        this.parser = parser;
        this.legal = legal;
        this.writer = writer;
        this.schema = schema;
        this.secret = secret;
    }

    /** The same, but no message ever shows the value. */
    public Scalar<T> secret() {
        return new Scalar<>(rule, parser, legal, writer, schema, true);
    }

    /**
     * For constructors.
     *
     * @throws IllegalArgumentException naming key, value and rule
     */
    public void check(String key, T value) {
        if (!legal.test(value)) {
            throw new IllegalArgumentException(key + ": " + complaint(String.valueOf(writer.apply(value))));
        }
    }

    /**
     * For values that stand in other files than the configuration.
     *
     * @throws IllegalArgumentException naming value and rule
     */
    public T parse(String text) {
        T value = parser.parse(text);
        if (value == null || !legal.test(value)) {
            throw new IllegalArgumentException(complaint(text));
        }
        return value;
    }

    @Override
    public @Nullable T read(YamlValue from) {
        String text = from.text(rule);
        if (text == null) {
            return null;
        }
        T value = parser.parse(text);
        if (value == null || !legal.test(value)) {
            from.report(complaint(text));
            return null;
        }
        return value;
    }

    @Override
    public Object write(T value) {
        return writer.apply(value);
    }

    /** Either what the rule says or a text that takes the environment. */
    @Override
    public Map<String, Object> schema() {
        return Map.of("anyOf", List.of(schema, Map.of("$ref", "#/$defs/environment")));
    }

    private String complaint(String text) {
        return (secret ? "the value" : shown(text)) + " is not " + rule;
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return "\"" + (line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line) + "\"";
    }
}
