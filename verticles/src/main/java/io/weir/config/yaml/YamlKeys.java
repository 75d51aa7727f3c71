package io.weir.config.yaml;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The keys of one mapping in the file. Keys that nobody asked for are reported by {@link #refuseRest}. */
final class YamlKeys implements Keys {

    private final YamlValue mapping;
    private final Map<String, NodeTuple> present = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final Set<String> unserved = new HashSet<>();

    YamlKeys(YamlValue mapping, List<NodeTuple> entries) {
        this.mapping = mapping;
        entries.forEach(this::add);
    }

    private void add(NodeTuple entry) {
        if (!(entry.getKeyNode() instanceof ScalarNode key)) {
            report(entry.getKeyNode(), mapping.pathOf("?"), "a key is a single word");
            return;
        }
        NodeTuple first = present.putIfAbsent(key.getValue(), entry);
        if (first != null) {
            Mark place = first.getKeyNode().getStartMark();
            report(key, mapping.pathOf(key.getValue()), "was given before, in line " + (place.getLine() + 1));
        }
    }

    @Override
    public <T> T optional(String name, Value<T> value, T fallback, String meaning) {
        T read = take(name, value);
        return read == null ? value.fallback(mapping, fallback) : read;
    }

    @Override
    public <T> T required(String name, Value<T> value, T example, String meaning) {
        if (!present.containsKey(name)) {
            mapping.report("the key \"" + name + "\" is missing: " + meaning);
        }
        return optional(name, value, example, meaning);
    }

    @Override
    public void atLeastOne(String... names) {
        if (Arrays.stream(names).noneMatch(present::containsKey)) {
            mapping.report("needs at least one of the keys " + String.join(", ", names));
        }
    }

    @Override
    public void unserved(String... names) {
        for (String name : names) {
            unserved.add(name);
            NodeTuple entry = present.get(name);
            if (entry != null) {
                report(entry.getKeyNode(), mapping.pathOf(name), "this version does not serve this key yet");
            }
        }
    }

    @Override
    public Place place() {
        return mapping.place();
    }

    /** Every key that stands there, in the order of the file. */
    Set<String> names() {
        return present.keySet();
    }

    /** The value of a key; null when it is not there or wrong. */
    <T> @Nullable T take(String name, Value<T> value) {
        known.add(name);
        NodeTuple entry = present.get(name);
        return entry == null ? null : value.read(mapping.child(name, entry.getValueNode()));
    }

    /** Complains about the name of a key. */
    void report(String name, String message) {
        NodeTuple entry = present.get(name);
        Node place = entry == null ? mapping.node() : entry.getKeyNode();
        report(place, mapping.pathOf(name), message);
    }

    /** Reports every key that nobody asked for. */
    void refuseRest() {
        present.keySet().stream()
                .filter(name -> !known.contains(name) && !unserved.contains(name))
                .forEach(name -> report(name, "unknown key; " + Nearest.suggestion(name, known)));
    }

    private void report(Node place, String path, String message) {
        mapping.file().report(place.getStartMark(), path, message);
    }
}
