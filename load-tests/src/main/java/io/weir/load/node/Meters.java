package io.weir.load.node;

import java.util.HashMap;
import java.util.Map;

/**
 * Values of meters.
 *
 * @param sums by the meter's name, all its labels together
 */
public record Meters(Map<String, Double> sums) {

    /** Copies the values. */
    public Meters {
        sums = Map.copyOf(sums);
    }

    /** Reads Prometheus's text format, in which a line that is no comment is {@code name{labels} value}. */
    public static Meters of(String text) {
        Map<String, Double> sums = new HashMap<>();
        text.lines().filter(line -> !line.isBlank() && line.charAt(0) != '#').forEach(line -> add(line, sums));
        return new Meters(sums);
    }

    /** A meter's value, 0 for one that there is not. */
    public double of(Meter meter) {
        return sums.getOrDefault(meter.word, 0.0);
    }

    private static void add(String line, Map<String, Double> sums) {
        int labels = line.indexOf('{');
        String name = line.substring(0, labels < 0 ? line.indexOf(' ') : labels);
        double value = Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
        sums.merge(name, value, Double::sum);
    }

    /** What is read of a node. */
    public enum Meter {
        /** Nodes that it sees. */
        NODES("weir_cluster_nodes"),
        /** Topics that are open at its triggers. */
        TRIGGERS("weir_triggers"),
        /** Events that reached its triggers: each is one message of the bus. */
        EVENTS_IN("weir_trigger_events_in_total");

        private final String word;

        Meter(String word) {
            this.word = word;
        }
    }
}
