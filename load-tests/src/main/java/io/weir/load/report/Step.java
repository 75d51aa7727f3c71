package io.weir.load.report;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step, all rounds together.
 *
 * @param step what was done
 * @param done how often, all right
 * @param perSecond how often in a second
 * @param serverCpu the node's CPU time, microseconds for each; NaN where there is none in it
 * @param postgresCpu PostgreSQL's, all of its processes; NaN where it is not known
 * @param clientCpu that of whoever asks
 * @param latency of one in a closed loop, or as the step says; null where it is not measured
 */
public record Step(
        String step,
        long done,
        double perSecond,
        double serverCpu,
        double postgresCpu,
        double clientCpu,
        @Nullable Latency latency) {

    static final String HEAD = """
            | step | done | per second | server CPU µs each | PostgreSQL CPU µs each | client CPU µs each | latency p50 / p99, ms |
            |---|---|---|---|---|---|---|
            """;

    private static final double SMALL = 10;

    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("step", step);
        json.put("done", done);
        json.put("perSecond", perSecond);
        json.put("serverCpuMicros", serverCpu);
        json.put("postgresCpuMicros", postgresCpu);
        json.put("clientCpuMicros", clientCpu);
        json.put("latencyMicros", latency == null ? null : latency.json());
        return json;
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.0f | %s | %s | %s | %s |%n",
                step,
                done,
                perSecond,
                micros(serverCpu),
                micros(postgresCpu),
                micros(clientCpu),
                latency == null ? "–" : shown(latency));
    }

    /** What is not known is a dash. */
    static String shown(String format, double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
    }

    private static String micros(double value) {
        return shown(value < SMALL ? "%.1f" : "%.0f", value);
    }

    private static String shown(Latency latency) {
        return String.format(Locale.ROOT, "%.1f / %.1f", latency.p50() / 1000.0, latency.p99() / 1000.0);
    }
}
