package io.weir.load.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to many topics.
 *
 * @param step what
 * @param topics to how many
 * @param seconds until the nodes had come to rest again
 * @param nodes what it took of each
 * @param delivered events that arrived meanwhile, or right after it: one for each topic
 * @param expected how many these should be
 */
public record TopicStep(String step, int topics, double seconds, List<Node> nodes, long delivered, long expected) {

    static final String HEAD = """
            | topics | how many | seconds | per second | CPU µs/topic of each node | RSS bytes/topic of each | delivered / expected |
            |---|---|---|---|---|---|---|
            """;

    /** Copies the nodes. */
    public TopicStep {
        nodes = List.copyOf(nodes);
    }

    /**
     * One node's part.
     *
     * @param roles what it does
     * @param cpu CPU time for each topic, microseconds
     * @param memory how much more resident memory it has for each topic, bytes
     */
    public record Node(String roles, double cpu, double memory) {}

    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("step", step);
        json.put("topics", topics);
        json.put("seconds", seconds);
        json.put("cpuMicrosPerTopic", nodes.stream().map(Node::cpu).toList());
        json.put("bytesPerTopic", nodes.stream().map(Node::memory).toList());
        json.put("delivered", delivered);
        json.put("expected", expected);
        return json;
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.1f | %.0f | %s | %s | %d / %d |%n",
                step,
                topics,
                seconds,
                topics / seconds,
                each(Node::cpu),
                each(Node::memory),
                delivered,
                expected);
    }

    private String each(ToDoubleFunction<Node> figure) {
        return nodes.stream()
                .map(node -> String.format(Locale.ROOT, "%s: %.0f", node.roles(), figure.applyAsDouble(node)))
                .collect(Collectors.joining(", "));
    }
}
