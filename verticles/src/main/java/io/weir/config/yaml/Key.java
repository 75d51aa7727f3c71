package io.weir.config.yaml;

/**
 * One key, as it was declared.
 *
 * @param name the key
 * @param value what it may hold
 * @param fallback its default, or an example when it is required
 * @param required whether it must be there
 * @param meaning what it means, in a sentence
 */
public record Key<T>(String name, Value<T> value, T fallback, boolean required, String meaning) {}
