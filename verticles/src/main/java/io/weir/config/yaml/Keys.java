package io.weir.config.yaml;

/**
 * Where a {@link Shape} takes the values of its keys from: a file, or the defaults. Each key is named once, with what
 * it may hold, its default, and what it means.
 */
public interface Keys {

    /** A key that may be left out. */
    <T> T optional(String name, Value<T> value, T fallback, String meaning);

    /** A key that must be there. The example stands in for it in documents, and while its value is wrong. */
    <T> T required(String name, Value<T> value, T example, String meaning);

    /** Keys of which at least one must be there; each is declared besides. */
    void atLeastOne(String... names);

    /** Keys of Weir's contract that this version refuses, because it could only ignore them. */
    void unserved(String... names);

    /** Where the mapping stands. */
    Place place();
}
