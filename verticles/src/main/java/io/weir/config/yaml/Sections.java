package io.weir.config.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list of mappings of one shape, in their order; may be empty, and two of them may be equal.
 *
 * @param shape the keys of each
 */
public record Sections<T>(Shape<T> shape) implements Value<List<T>> {

    @Override
    public @Nullable List<T> read(YamlValue from) {
        List<YamlValue> items = from.items();
        if (items == null) {
            return null;
        }
        Section<T> section = new Section<>(shape);
        List<T> read = new ArrayList<>();
        for (YamlValue item : items) {
            T value = section.read(item);
            if (value != null) {
                read.add(value);
            }
        }
        return List.copyOf(read);
    }

    @Override
    public Object write(List<T> values) {
        return List.of();
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", "array", "items", new Section<>(shape).schema());
    }
}
