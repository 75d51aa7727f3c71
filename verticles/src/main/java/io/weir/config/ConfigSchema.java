package io.weir.config;

import io.vertx.core.json.Json;
import io.weir.config.yaml.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** JSON Schema (2020-12) of the configuration, for editors; made from the keys' declarations. */
public final class ConfigSchema {

    private ConfigSchema() {}

    /** The schema as JSON text, always the same. */
    public static String json() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Weir's configuration");
        schema.put(
                "$defs",
                Map.of(
                        "environment",
                        Map.of(
                                "description", "Takes the environment: ${NAME} or ${NAME:default}.",
                                "type", "string",
                                "pattern", "\\$\\{[A-Za-z_][A-Za-z0-9_]*(:[^}]*)?\\}")));
        schema.putAll(new Section<>(WeirConfig.SHAPE).schema());
        return Json.encodePrettily(ordered(schema)) + "\n";
    }

    /** Words of JSON Schema by name, so that the text never changes by itself; our keys as they were declared. */
    private static Object ordered(Object json) {
        if (json instanceof List<?> list) {
            return list.stream().map(ConfigSchema::ordered).toList();
        }
        if (!(json instanceof Map<?, ?> map)) {
            return json;
        }
        Map<Object, Object> ordered = new TreeMap<>();
        map.forEach((word, value) -> ordered.put(word, word.equals("properties") ? declared(value) : ordered(value)));
        return ordered;
    }

    private static Object declared(Object properties) {
        Map<Object, Object> declared = new LinkedHashMap<>();
        ((Map<?, ?>) properties).forEach((key, value) -> declared.put(key, ordered(value)));
        return declared;
    }
}
