package io.weir.config.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mapping whose keys are names that the user chooses.
 *
 * @param name the form of a name
 * @param value what stands under each
 */
public record MapOf<T>(Pattern name, Value<T> value) implements Value<Map<String, T>> {

    @Override
    public @Nullable Map<String, T> read(YamlValue from) {
        YamlKeys keys = from.keys();
        if (keys == null) {
            return null;
        }
        Map<String, T> values = new LinkedHashMap<>();
        for (String each : keys.names()) {
            if (!name.matcher(each).matches()) {
                keys.report(each, "a name here is made of the form " + name.pattern());
            }
            T read = keys.take(each, value);
            if (read != null) {
                values.put(each, read);
            }
        }
        return Collections.unmodifiableMap(values);
    }

    @Override
    public @Nullable Object write(Map<String, T> values) {
        return null;
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", List.of("object", "null"));
        schema.put("propertyNames", Map.of("pattern", "^(?:" + name.pattern() + ")$"));
        schema.put("additionalProperties", value.schema());
        return schema;
    }
}
