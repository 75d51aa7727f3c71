package io.weir.load.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Events through one cluster.
 *
 * @param shape what cluster, and what subscribers
 * @param events how many were published
 * @param expected deliveries, if every subscriber got every event of its topic
 * @param delivered deliveries there were, each counted once
 * @param wrong deliveries that came again, out of order or to others, errors, and events that no queue was bound for
 * @param seconds from the first intended departure to the last delivery
 * @param nodes each node's part, in their order
 * @param client the runner's CPU time for each event, microseconds
 * @param latency from the intended departure to the client's read
 */
public record ClusterMeasurement(
        String shape,
        long events,
        long expected,
        long delivered,
        long wrong,
        double seconds,
        List<Node> nodes,
        double client,
        Latency latency) {

    static final String HEAD = """
            | cluster | delivered / expected, wrong | frames/s | CPU µs/event: all nodes = each | triggers reached by an event | client CPU µs/event | latency p50 / p90 / p99, ms |
            |---|---|---|---|---|---|---|
            """;

    /** Copies the nodes. */
    public ClusterMeasurement {
        nodes = List.copyOf(nodes);
    }

    /**
     * One node's part.
     *
     * @param roles what it does
     * @param cpu its CPU time for each event that was published, microseconds
     * @param arrivals how many triggers of it an event reached, on average
     * @param resident its memory at the end, bytes
     */
    public record Node(String roles, double cpu, double arrivals, long resident) {}

    /** Whether each delivery came exactly once, in order, and nothing else happened. */
    public boolean clean() {
        return delivered == expected && wrong == 0;
    }

    /** CPU time of all nodes for one event, microseconds. */
    public double cpu() {
        return nodes.stream().mapToDouble(Node::cpu).sum();
    }

    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("shape", shape);
        json.put("events", events);
        json.put("expected", expected);
        json.put("delivered", delivered);
        json.put("wrong", wrong);
        json.put("seconds", seconds);
        json.put("nodes", nodes.stream().map(ClusterMeasurement::node).toList());
        json.put("clientCpuMicrosPerEvent", client);
        json.put("latencyMicros", latency.json());
        return json;
    }

    String line() {
        String each = nodes.stream()
                .map(node -> String.format(Locale.ROOT, "%.0f", node.cpu()))
                .collect(Collectors.joining(" + "));
        return String.format(
                Locale.ROOT,
                "| %s | %d / %d, %d | %.0f | %.0f = %s | %.2f | %.0f | %.1f / %.1f / %.1f |%n",
                shape,
                delivered,
                expected,
                wrong,
                delivered / seconds,
                cpu(),
                each,
                nodes.stream().mapToDouble(Node::arrivals).sum(),
                client,
                latency.p50() / 1000.0,
                latency.p90() / 1000.0,
                latency.p99() / 1000.0);
    }

    private static Map<String, @Nullable Object> node(Node node) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("roles", node.roles());
        json.put("cpuMicrosPerEvent", node.cpu());
        json.put("triggersReached", node.arrivals());
        json.put("resident", node.resident());
        return json;
    }
}
