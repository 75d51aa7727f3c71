package io.weir.config.yaml;

import java.util.List;

/**
 * How a mapping becomes an object: asks {@link Keys} for each key and calls the constructor. The only place where a key
 * is declared.
 *
 * @param <T> what it becomes
 */
@FunctionalInterface
public interface Shape<T> {

    /** Takes every key, in the order of the documents. */
    T of(Keys keys);

    /** What an empty mapping becomes; required keys have their examples. */
    default T defaults() {
        return of(new DeclaredKeys());
    }

    /** The keys, in the order they were declared. */
    default List<Key<?>> keys() {
        DeclaredKeys declared = new DeclaredKeys();
        of(declared);
        return declared.keys();
    }

    /** The keys of which at least one must be there; empty when none need be. */
    default List<String> alternatives() {
        DeclaredKeys declared = new DeclaredKeys();
        of(declared);
        return declared.alternatives();
    }
}
