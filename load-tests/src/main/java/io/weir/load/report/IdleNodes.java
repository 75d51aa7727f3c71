package io.weir.load.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that have nothing to do.
 *
 * @param shape which
 * @param seconds how long they were watched
 * @param cpu each node's CPU time, milliseconds in a second
 * @param resident each node's memory, bytes
 */
public record IdleNodes(String shape, double seconds, List<Double> cpu, List<Long> resident) {

    static final String HEAD = """
            | idle | CPU ms/s of each node | RSS of each, MB |
            |---|---|---|
            """;

    /** Copies the lists. */
    public IdleNodes {
        cpu = List.copyOf(cpu);
        resident = List.copyOf(resident);
    }

    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("shape", shape);
        json.put("seconds", seconds);
        json.put("cpuMillisPerSecond", cpu);
        json.put("resident", resident);
        return json;
    }

    String line() {
        return "| %s | %s | %s |%n"
                .formatted(
                        shape,
                        cpu.stream()
                                .map(millis -> String.format(Locale.ROOT, "%.1f", millis))
                                .collect(Collectors.joining(" ")),
                        resident.stream()
                                .map(bytes -> String.valueOf(bytes >> 20))
                                .collect(Collectors.joining(" ")));
    }
}
