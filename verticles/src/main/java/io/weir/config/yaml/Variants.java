package io.weir.config.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of which one key says which others it has.
 *
 * @param key the key that says so
 * @param meaning what that key says, for documents
 * @param shapes the keys of each kind
 * @param unserved kinds of Weir's contract that this version refuses
 * @param otherwise the kind of a mapping that names none, and of one that is missing
 */
public record Variants<T>(
        String key,
        String meaning,
        Map<String, Shape<? extends T>> shapes,
        Set<String> unserved,
        Optional<String> otherwise)
        implements Value<T> {

    private static final String KIND = "kind";

    private static final Scalar<String> WORD = Values.text("a word", Pattern.compile("\\S+"));

    /** Orders the kinds by name, for messages and documents. */
    public Variants {
        shapes = new TreeMap<>(shapes);
    }

    /** Kinds of which each mapping names one. */
    public Variants(Map<String, Shape<? extends T>> shapes, Set<String> unserved) {
        this(KIND, "What it is.", shapes, unserved, Optional.empty());
    }

    /** The same, named by another key than {@code kind}. */
    public Variants(String key, String meaning, Map<String, Shape<? extends T>> shapes) {
        this(key, meaning, shapes, Set.of(), Optional.empty());
    }

    /** The same kinds, and which one it is when none is named. */
    public Variants<T> otherwise(String kind) {
        return new Variants<>(key, meaning, shapes, unserved, Optional.of(kind));
    }

    @Override
    public @Nullable T read(YamlValue from) {
        YamlKeys keys = from.keys();
        if (keys == null) {
            return null;
        }
        String choices = String.join(", ", shapes.keySet());
        if (!keys.names().contains(key) && otherwise.isPresent()) {
            keys.take(key, WORD);
            return Section.read(from, keys, shape(otherwise.get()));
        }
        if (!keys.names().contains(key)) {
            from.report("the key \"%s\" is missing: one of %s".formatted(key, choices));
            return null;
        }
        String kind = keys.take(key, WORD);
        Shape<? extends T> shape = kind == null ? null : shapes.get(kind);
        if (kind != null && shape == null) {
            keys.report(
                    key,
                    unserved.contains(kind)
                            ? "this version does not serve \"" + kind + "\" yet, only " + choices
                            : "\"" + kind + "\" is not one of " + choices);
        }
        return shape == null ? null : Section.read(from, keys, shape);
    }

    /** By the shape, not as declared: paths in it are relative to the file. */
    @Override
    public T fallback(YamlValue mapping, T declared) {
        return otherwise.isEmpty() ? declared : shape(otherwise.get()).of(new YamlKeys(mapping, List.of()));
    }

    private Shape<? extends T> shape(String kind) {
        return Objects.requireNonNull(shapes.get(kind), kind);
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
        keys.add(new Key<>(key, constant, kind, !kind.equals(otherwise.orElse(null)), meaning));
        keys.addAll(shape.keys());
        return new LinkedHashMap<>(Section.schema(keys, "object"));
    }
}
