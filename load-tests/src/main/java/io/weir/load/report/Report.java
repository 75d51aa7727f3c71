package io.weir.load.report;

import io.weir.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measurements for people (Markdown) and for machines (JSON). */
public record Report(Stamp stamp, List<Measurement> measurements) {

    private static final double MEGABYTE = 1024 * 1024;
    private static final String HEAD = """
            | workload | server | delivered / expected | order, duplicates, errors | latency p50 / p90 / p99 / p99.9 / max, ms \
            | server CPU µs/frame | client CPU µs/frame | RSS start / subscribed / end / peak, MB | idle, %% of a core |
            |---|---|---|---|---|---|---|---|---|
            """.formatted();

    /** Everything, stamped. */
    public String json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("stamp", stamp.json());
        json.put("measurements", measurements.stream().map(Measurement::json).toList());
        return Json.write(json).toString();
    }

    /** One row for each measurement, and where they come from. */
    public String table() {
        return rows(measurements) + "\n" + stamp.line() + "\n";
    }

    /** One row for each of some measurements. */
    static String rows(List<Measurement> measurements) {
        StringBuilder table = new StringBuilder(HEAD);
        measurements.forEach(measurement -> table.append(row(measurement)));
        return table.toString();
    }

    private static String row(Measurement measurement) {
        Measurement.Memory memory = measurement.memory();
        Idle idle = measurement.idle();
        return "| %s | %s | %s | %s / %s / %s / %s | %s |\n"
                .formatted(
                        measurement.workload(),
                        measurement.server(),
                        events(measurement.events()),
                        megabytes(memory.started()),
                        megabytes(memory.subscribed()),
                        megabytes(memory.ended()),
                        megabytes(memory.peak()),
                        idle == null ? "–" : plus("%.2f", idle.serverCore() * 100, idle.postgresCore() * 100));
    }

    private static String events(Measurement.@Nullable Events events) {
        if (events == null) {
            return "– | – | – | – | –";
        }
        Latency latency = events.latency();
        return "%d / %d | %d, %d, %d | %s / %s / %s / %s / %s | %s | %s"
                .formatted(
                        events.delivered(),
                        events.expected(),
                        events.outOfOrder(),
                        events.duplicates(),
                        events.failures() + events.refused() + events.foreign(),
                        millis(latency.p50()),
                        millis(latency.p90()),
                        millis(latency.p99()),
                        millis(latency.p999()),
                        millis(latency.max()),
                        plus("%.2f", events.serverCpu(), events.postgresCpu()),
                        fixed("%.2f", events.clientCpu()));
    }

    private static String millis(long micros) {
        return fixed("%.1f", micros / 1000.0);
    }

    private static String megabytes(long bytes) {
        return fixed("%.0f", bytes / MEGABYTE);
    }

    /** The server's figure, and PostgreSQL's where it is known. */
    private static String plus(String format, double server, double postgres) {
        return fixed(format, server) + (Double.isNaN(postgres) ? "" : " + " + fixed(format, postgres));
    }

    private static String fixed(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
