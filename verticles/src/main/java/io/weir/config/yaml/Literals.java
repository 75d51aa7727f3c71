package io.weir.config.yaml;

import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A mapping of names to anything that JSON can say, in the form of {@link Json#parse}. Texts take the environment. */
public final class Literals implements Value<Map<String, @Nullable Object>> {

    private static final String RULE = "a value such as JSON has";

    @Override
    public @Nullable Map<String, @Nullable Object> read(YamlValue from) {
        YamlKeys keys = from.keys();
        if (keys == null) {
            return null;
        }
        Map<String, @Nullable Object> read = new LinkedHashMap<>();
        keys.names().forEach(name -> read.put(name, keys.take(name, new Literal())));
        return Collections.unmodifiableMap(read);
    }

    /** One value; null stands for what is wrong, too, which is reported. */
    private static final class Literal implements Value<Object> {

        @Override
        public @Nullable Object read(YamlValue from) {
            if (from.node() instanceof MappingNode) {
                return new Literals().read(from);
            } else if (from.node() instanceof SequenceNode) {
                List<YamlValue> items = from.items();
                List<@Nullable Object> read = new ArrayList<>();
                (items == null ? List.<YamlValue>of() : items).forEach(item -> read.add(read(item)));
                return Collections.unmodifiableList(read);
            }
            return from.isEmpty() ? null : scalar(from, from.text(RULE));
        }

        private static @Nullable Object scalar(YamlValue from, @Nullable String text) {
            Tag tag = from.node().getTag();
            boolean quoted = from.node() instanceof ScalarNode node && !node.isPlain();
            if (text == null || quoted || tag.equals(Tag.STR) || tag.equals(Tag.TIMESTAMP)) {
                return text;
            }
            try {
                return Json.parse(text);
            } catch (MalformedJsonException e) {
                from.report("\"%s\" is no number or truth of JSON; quote it where it is a text".formatted(text));
                return null;
            }
        }

        @Override
        public @Nullable Object write(Object value) {
            return null;
        }

        @Override
        public Map<String, Object> schema() {
            return Map.of();
        }
    }

    @Override
    public @Nullable Object write(Map<String, @Nullable Object> values) {
        return null;
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", List.of("object", "null"));
    }
}
