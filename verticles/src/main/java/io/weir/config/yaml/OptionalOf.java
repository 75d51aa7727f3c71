package io.weir.config.yaml;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value that has no default: it is there or it is not.
 *
 * @param value what it may be when it is there
 */
public record OptionalOf<T>(Value<T> value) implements Value<Optional<T>> {

    @Override
    public @Nullable Optional<T> read(YamlValue from) {
        T read = value.read(from);
        return read == null ? null : Optional.of(read);
    }

    @Override
    public @Nullable Object write(Optional<T> optional) {
        return optional.isEmpty() ? null : value.write(optional.get());
    }

    @Override
    public Map<String, Object> schema() {
        return value.schema();
    }
}
