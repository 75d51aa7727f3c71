package io.weir.load.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A workload through the log, and the same without it, all rounds together. CPU times are microseconds, those of an event
 * with PostgreSQL's.
 *
 * @param workload the one through the log
 */
public record Comparison(String workload, double loggedEvent, double liveEvent, double loggedFrame, double liveFrame) {

    /** What the measurements say, which all have events. */
    public static Comparison of(String workload, List<Measurement> logged, List<Measurement> live) {
        return new Comparison(
                workload,
                mean(logged, Measurement.Events::cpuPerEvent),
                mean(live, Measurement.Events::cpuPerEvent),
                mean(logged, Measurement.Events::serverCpu),
                mean(live, Measurement.Events::serverCpu));
    }

    /** Rounds are of equal length. */
    private static double mean(List<Measurement> rounds, ToDoubleFunction<Measurement.Events> figure) {
        return rounds.stream()
                .map(round -> Objects.requireNonNull(round.events(), "a comparison needs events"))
                .mapToDouble(figure)
                .average()
                .orElseThrow();
    }

    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("workload", workload);
        json.put("loggedCpuMicrosPerEvent", loggedEvent);
        json.put("liveCpuMicrosPerEvent", liveEvent);
        json.put("loggedServerCpuMicrosPerFrame", loggedFrame);
        json.put("liveServerCpuMicrosPerFrame", liveFrame);
        return json;
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%s, logged : live: CPU µs/event, PostgreSQL included, %.0f : %.0f = %.2f; server CPU µs/frame"
                        + " %.2f : %.2f = %.2f%n",
                workload,
                loggedEvent,
                liveEvent,
                loggedEvent / liveEvent,
                loggedFrame,
                liveFrame,
                loggedFrame / liveFrame);
    }
}
