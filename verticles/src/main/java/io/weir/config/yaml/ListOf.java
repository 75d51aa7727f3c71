package io.weir.config.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A list of equal kinds of single values; may be empty.
 *
 * @param item what each item may be
 */
public record ListOf<T>(Scalar<T> item) implements Value<List<T>> {

    /** For constructors: checks every item. */
    public void check(String key, List<T> values) {
        for (int i = 0; i < values.size(); i++) {
            item.check(key + "[" + i + "]", values.get(i));
        }
    }

    @Override
    public @Nullable List<T> read(YamlValue from) {
        List<YamlValue> items = from.items();
        if (items == null) {
            return null;
        }
        // Every item is read, so that every complaint is heard.
        List<@Nullable T> values = new ArrayList<>();
        items.forEach(each -> values.add(item.read(each)));
        return values.stream().allMatch(Objects::nonNull) ? List.copyOf(values) : null;
    }

    @Override
    public Object write(List<T> values) {
        return values.stream().map(item::write).toList();
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", "array", "items", item.schema());
    }
}
