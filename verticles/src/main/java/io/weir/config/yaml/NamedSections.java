package io.weir.config.yaml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list of mappings of one shape, each with a name of its own; may be empty.
 *
 * @param shape the keys of each
 * @param name how an item is told from the others
 */
public record NamedSections<T>(Shape<T> shape, Function<T, String> name) implements Value<List<T>> {

    @Override
    public @Nullable List<T> read(YamlValue from) {
        List<YamlValue> items = from.items();
        if (items == null) {
            return null;
        }
        Section<T> section = new Section<>(shape);
        List<T> read = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlValue item : items) {
            int before = item.file().reports().size();
            T value = section.read(item);
            if (value == null || item.file().reports().size() != before) {
                continue; // an example may stand in for its name
            }
            if (!names.add(name.apply(value))) {
                item.report("the name \"" + name.apply(value) + "\" was given before");
            }
            read.add(value);
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
