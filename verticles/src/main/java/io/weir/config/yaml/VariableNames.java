package io.weir.config.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A list of environment variables, each {@code NAME}, which must be set, or {@code NAME:default}: the names with their
 * values, which are secrets.
 */
public final class VariableNames implements Value<Map<String, String>> {

    private static final Scalar<String> NAME =
            Values.text("the name of an environment variable", Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(:.*)?"));

    @Override
    public @Nullable Map<String, String> read(YamlValue from) {
        List<YamlValue> items = from.items();
        if (items == null) {
            return null;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (YamlValue item : items) {
            String variable = NAME.read(item);
            if (variable != null) {
                read(variable, item, values);
            }
        }
        return Collections.unmodifiableMap(values);
    }

    private static void read(String variable, YamlValue item, Map<String, String> values) {
        int colon = variable.indexOf(':');
        String name = colon < 0 ? variable : variable.substring(0, colon);
        String set = item.file().environment().variables().get(name);
        if (set == null && colon < 0) {
            item.report("the environment variable " + name + " is not set; set it, or remove it here");
            return;
        }
        values.put(name, set == null ? variable.substring(colon + 1) : set);
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
