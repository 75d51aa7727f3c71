package io.weir.config.yaml;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A single value, or a list of equal kinds of them; the list may be empty.
 *
 * @param item what each may be
 */
public record OneOrMore<T>(Scalar<T> item) implements Value<List<T>> {

    /** For constructors: checks every item. */
    public void check(String key, List<T> values) {
        new ListOf<>(item).check(key, values);
    }

    @Override
    public @Nullable List<T> read(YamlValue from) {
        if (!(from.node() instanceof ScalarNode)) {
            return new ListOf<>(item).read(from);
        }
        T only = item.read(from);
        return only == null ? null : List.of(only);
    }

    @Override
    public Object write(List<T> values) {
        return new ListOf<>(item).write(values);
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("anyOf", List.of(item.schema(), new ListOf<>(item).schema()));
    }
}
