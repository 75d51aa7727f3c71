package io.weir.load.report;

import io.weir.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a cluster costs, for people (Markdown) and for machines (JSON). */
public record ClusterReport(
        Stamp stamp, List<ClusterMeasurement> events, List<IdleNodes> idle, List<TopicStep> topics) {

    /** Copies the lists. */
    public ClusterReport {
        events = List.copyOf(events);
        idle = List.copyOf(idle);
        topics = List.copyOf(topics);
    }

    /** Everything, stamped. */
    public String json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("stamp", stamp.json());
        json.put("events", events.stream().map(ClusterMeasurement::json).toList());
        json.put("idle", idle.stream().map(IdleNodes::json).toList());
        json.put("topics", topics.stream().map(TopicStep::json).toList());
        return Json.write(json).toString();
    }

    /** A table for each kind of measurement that there is. */
    public String table() {
        List<String> parts = new ArrayList<>();
        add(
                parts,
                ClusterMeasurement.HEAD,
                events.stream().map(ClusterMeasurement::line).toList());
        add(parts, IdleNodes.HEAD, idle.stream().map(IdleNodes::line).toList());
        add(parts, TopicStep.HEAD, topics.stream().map(TopicStep::line).toList());
        parts.add(stamp.line() + "\n");
        return String.join("\n", parts);
    }

    private static void add(List<String> parts, String head, List<String> rows) {
        if (!rows.isEmpty()) {
            parts.add(head + String.join("", rows));
        }
    }
}
