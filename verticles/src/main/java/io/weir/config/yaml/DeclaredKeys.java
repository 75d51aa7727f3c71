package io.weir.config.yaml;

import java.util.ArrayList;
import java.util.List;

/** Gives every key its default and remembers how it was declared. */
final class DeclaredKeys implements Keys {

    private final List<Key<?>> keys = new ArrayList<>();
    private final List<String> alternatives = new ArrayList<>();

    @Override
    public <T> T optional(String name, Value<T> value, T fallback, String meaning) {
        keys.add(new Key<>(name, value, fallback, false, meaning));
        return fallback;
    }

    @Override
    public <T> T required(String name, Value<T> value, T example, String meaning) {
        keys.add(new Key<>(name, value, example, true, meaning));
        return example;
    }

    @Override
    public void atLeastOne(String... names) {
        alternatives.addAll(List.of(names));
    }

    @Override
    public void unserved(String... names) {
        // Nothing to read or to describe.
    }

    @Override
    public Place place() {
        return Place.NONE;
    }

    List<Key<?>> keys() {
        return List.copyOf(keys);
    }

    List<String> alternatives() {
        return List.copyOf(alternatives);
    }
}
