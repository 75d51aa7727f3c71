package io.weir.config.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mapping whose key {@code kind} says which other keys it has.
 *
 * @param shapes the keys of each kind
 * @param unserved kinds of Weir's contract that this version refuses
 */
public record Variants<T>(Map<String, Shape<? extends T>> shapes, Set<String> unserved) implements Value<T> {

    private static final Scalar<String> WORD = Values.text("a word", Pattern.compile("\\S+"));

    /** Orders the kinds by name, for messages and documents. */
    public Variants {
        shapes = new TreeMap<>(shapes);
    }

    @Override
    public @Nullable T read(YamlValue from) {
        YamlKeys keys = from.keys();
        if (keys == null) {
            return null;
        }
        String choices = String.join(", ", shapes.keySet());
        if (!keys.names().contains("kind")) {
            from.report("the key \"kind\" is missing: one of " + choices);
            return null;
        }
        String kind = keys.take("kind", WORD);
        Shape<? extends T> shape = kind == null ? null : shapes.get(kind);
        if (kind != null && shape == null) {
            keys.report(
                    "kind",
                    unserved.contains(kind)
                            ? "this version does not serve \"" + kind + "\" yet, only " + choices
                            : "\"" + kind + "\" is not one of " + choices);
        }
        return shape == null ? null : Section.read(from, keys, shape);
    }

    @Override
    public @Nullable Object write(T value) {
        return null;
    }

    @Override
    public Map<String, Object> schema() {
        List<Object> kinds = new ArrayList<>();
        shapes.forEach((kind, shape) -> kinds.add(schema(kind, shape)));
        return Map.of("oneOf", kinds);
    }

    private Map<String, Object> schema(String kind, Shape<? extends T> shape) {
        List<Key<?>> keys = new ArrayList<>();
        Value<String> constant = Values.text(kind, Pattern.compile(kind));
        keys.add(new Key<>("kind", constant, kind, true, "What it is."));
        keys.addAll(shape.keys());
        return new LinkedHashMap<>(Section.schema(keys, "object"));
    }
}
