package io.weir.config.yaml;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a key may hold.
 *
 * @param <T> what it becomes
 */
public interface Value<T> {

    /** Reads it; what is wrong is reported with its place and read as null. */
    @Nullable
    T read(YamlValue from);

    /**
     * What it is when its key is missing, or wrong.
     *
     * @param mapping where the key would stand
     * @param declared the key's default
     */
    default T fallback(YamlValue mapping, T declared) {
        return declared;
    }

    /** How it is written in a file; null when it has no short form. */
    @Nullable
    Object write(T value);

    /** JSON Schema (2020-12) of what may be written. */
    Map<String, Object> schema();
}
