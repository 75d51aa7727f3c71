package io.weir.config.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mapping with keys of its own.
 *
 * @param shape its keys
 */
public record Section<T>(Shape<T> shape) implements Value<T> {

    @Override
    public @Nullable T read(YamlValue from) {
        YamlKeys keys = from.keys();
        return keys == null ? null : read(from, keys, shape);
    }

    /** Reads the keys by a shape and refuses the rest. */
    static <T> @Nullable T read(YamlValue from, YamlKeys keys, Shape<T> shape) {
        int before = from.file().reports().size();
        T result = null;
        try {
            result = shape.of(keys);
        } catch (IllegalArgumentException contradiction) {
            // Values that are wrong alone are already reported, and defaults in their place may well contradict.
            if (from.file().reports().size() == before) {
                from.report(String.valueOf(contradiction.getMessage()));
            }
        }
        keys.refuseRest();
        return result;
    }

    @Override
    public @Nullable Object write(T value) {
        return null;
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = schema(shape.keys(), List.of("object", "null"));
        List<String> alternatives = shape.alternatives();
        if (!alternatives.isEmpty()) {
            schema.put("type", "object");
            schema.put(
                    "anyOf",
                    alternatives.stream()
                            .map(name -> Map.of("required", List.of(name)))
                            .toList());
        }
        return schema;
    }

    static Map<String, Object> schema(List<Key<?>> keys, Object type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        keys.forEach(key -> properties.put(key.name(), property(key)));
        List<String> required =
                keys.stream().filter(Key::required).map(Key::name).toList();
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", required.isEmpty() ? type : "object");
        schema.put("additionalProperties", false);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("properties", properties);
        return schema;
    }

    private static <T> Map<String, Object> property(Key<T> key) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("description", key.meaning());
        Object written = key.value().write(key.fallback());
        if (written != null && key.required()) {
            property.put("examples", List.of(written));
        } else if (written != null) {
            property.put("default", written);
        }
        property.putAll(key.value().schema());
        return property;
    }
}
