package io.weir.config.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A list of names of environment variables, each of which must be set: the names with their values, which are secrets. */
public final class VariableNames implements Value<Map<String, String>> {

    private static final Scalar<String> NAME =
            Values.text("the name of an environment variable", Pattern.compile("[A-Za-z_][A-Za-z0-9_]*"));

    @Override
    public @Nullable Map<String, String> read(YamlValue from) {
        List<YamlValue> items = from.items();
        if (items == null) {
            return null;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (YamlValue item : items) {
            String name = NAME.read(item);
            String value =
                    name == null ? null : item.file().environment().variables().get(name);
            if (name != null && value == null) {
                item.report("the environment variable " + name + " is not set; set it, or remove it here");
            }
            if (name != null && value != null) {
                values.put(name, value);
            }
        }
        return Collections.unmodifiableMap(values);
    }

    @Override
    public Object write(Map<String, String> values) {
        return List.copyOf(values.keySet());
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", "array", "items", NAME.schema());
    }
}
