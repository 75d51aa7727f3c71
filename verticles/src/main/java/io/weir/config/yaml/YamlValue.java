package io.weir.config.yaml;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One value in the file, with the path of its key. What has another form than was asked for is reported and read as
 * null.
 *
 * @param file where it stands
 * @param path the keys that lead to it, with dots; empty for the whole file
 * @param node what was written
 */
public record YamlValue(YamlFile file, String path, Node node) {

    /** Whether the key stands there without a value. */
    boolean isEmpty() {
        return node.getTag().equals(Tag.NULL);
    }

    /** The scalar with the environment filled in. */
    @Nullable
    String text(String rule) {
        if (isEmpty()) {
            report("has no value; give " + rule + ", or remove the key");
            return null;
        }
        if (!(node instanceof ScalarNode scalar) || !isPlainTag()) {
            report("is " + form() + ", not " + rule);
            return null;
        }
        int before = file.reports().size();
        String text = file.environment().fill(scalar.getValue(), this::report);
        return file.reports().size() == before ? text : null;
    }

    /** The items of a list. */
    @Nullable
    List<YamlValue> items() {
        if (!(node instanceof SequenceNode sequence) || !isPlainTag()) {
            report("is " + form() + ", not a list such as [a, b]");
            return null;
        }
        List<YamlValue> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new YamlValue(file, path + "[" + items.size() + "]", item));
        }
        return items;
    }

    /** The keys of a mapping; an empty value has none. */
    @Nullable
    YamlKeys keys() {
        if (isEmpty()) {
            return new YamlKeys(this, List.of());
        }
        if (!(node instanceof MappingNode mapping) || !isPlainTag()) {
            report("is " + form() + ", not a mapping of keys to values");
            return null;
        }
        return new YamlKeys(this, mapping.getValue());
    }

    /** The value of one key of this mapping. */
    YamlValue child(String key, Node value) {
        return new YamlValue(file, pathOf(key), value);
    }

    String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    Path directory() {
        return file.directory();
    }

    Place place() {
        return file.place(node.getStartMark());
    }

    void report(String message) {
        file.report(node.getStartMark(), path, message);
    }

    private String form() {
        if (isEmpty()) {
            return "empty";
        }
        if (!isPlainTag()) {
            return "tagged " + node.getTag();
        }
        return switch (node.getNodeId()) {
            case scalar -> "a single value";
            case sequence -> "a list";
            case mapping -> "a mapping";
            case anchor -> "an alias";
        };
    }

    private boolean isPlainTag() {
        return node.getTag().startsWith(Tag.PREFIX);
    }
}
