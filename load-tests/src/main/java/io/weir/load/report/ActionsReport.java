package io.weir.load.report;

import io.weir.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What actions cost, for people (Markdown) and for machines (JSON).
 *
 * @param accepted acceptances while nothing runs
 * @param inserted inserts of the same row by {@code pgbench}, in turns with these
 * @param others further steps
 * @param idle what it costs to do nothing
 */
public record ActionsReport(Stamp stamp, Row accepted, Row inserted, List<Row> others, Idle idle) {

    /**
     * One step, all rounds together.
     *
     * @param step what was done
     * @param done how often, all right
     * @param perSecond how often in a second
     * @param serverCpu the node's CPU time, microseconds for each; NaN where there is none in it
     * @param postgresCpu PostgreSQL's, all of its processes; NaN where it is not known
     * @param clientCpu that of whoever asks, the handler's included
     * @param latency of one acceptance or insert in a closed loop, or as the step says
     */
    public record Row(
            String step,
            long done,
            double perSecond,
            double serverCpu,
            double postgresCpu,
            double clientCpu,
            Latency latency) {

        Map<String, @Nullable Object> json() {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("step", step);
            json.put("done", done);
            json.put("perSecond", perSecond);
            json.put("serverCpuMicros", serverCpu);
            json.put("postgresCpuMicros", postgresCpu);
            json.put("clientCpuMicros", clientCpu);
            json.put("latencyMicros", latency.json());
            return json;
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %d | %.0f | %s | %s | %.0f | %.1f / %.1f |%n",
                    step,
                    done,
                    perSecond,
                    shown("%.0f", serverCpu),
                    shown("%.0f", postgresCpu),
                    clientCpu,
                    latency.p50() / 1000.0,
                    latency.p99() / 1000.0);
        }
    }

    /**
     * A node with nothing to do.
     *
     * @param seconds how long it was watched
     * @param serverCore the share of one core that it used
     * @param postgresCore the share that PostgreSQL used for it; NaN where it is not known
     */
    public record Idle(double seconds, double serverCore, double postgresCore) {

        Map<String, @Nullable Object> json() {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("seconds", seconds);
            json.put("serverCore", serverCore);
            json.put("postgresCore", postgresCore);
            return json;
        }
    }

    /** Acceptances for each insert in the same time. */
    double ratio() {
        return accepted.perSecond() / inserted.perSecond();
    }

    /** Everything, stamped; what is not known is null, as JSON has no NaN. */
    public String json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("stamp", stamp.json());
        json.put("accepted", accepted.json());
        json.put("inserted", inserted.json());
        json.put("acceptancesPerInsert", ratio());
        json.put("others", others.stream().map(Row::json).toList());
        json.put("idle", idle.json());
        return Json.write(json).toString();
    }

    /** One row for each step. */
    public String table() {
        StringBuilder table = new StringBuilder("""
                | step | done | per second | server CPU µs each | PostgreSQL CPU µs each | client CPU µs each | latency p50 / p99, ms |
                |---|---|---|---|---|---|---|
                """);
        table.append(accepted.line()).append(inserted.line());
        others.forEach(row -> table.append(row.line()));
        return table.append(String.format(
                        Locale.ROOT,
                        "%nacceptances : inserts = %.2f; idle: %.2f %% of a core, PostgreSQL %s %%%n%n",
                        ratio(),
                        100 * idle.serverCore(),
                        shown("%.2f", 100 * idle.postgresCore())))
                .append(stamp.line())
                .append("\n")
                .toString();
    }

    private static String shown(String format, double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
    }
}
