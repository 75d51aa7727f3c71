package io.weir.load.report;

import io.weir.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What event streams cost, for people (Markdown) and for machines (JSON).
 *
 * @param workloads silence, and events on their way out
 * @param comparisons workloads with topics that are logged, and the same without
 * @param steps events on their way into the log, and read again
 */
public record StreamsReport(Stamp stamp, List<Measurement> workloads, List<Comparison> comparisons, List<Step> steps) {

    /** Copies the lists. */
    public StreamsReport {
        workloads = List.copyOf(workloads);
        comparisons = List.copyOf(comparisons);
        steps = List.copyOf(steps);
    }

    /** Everything, stamped; what is not known is null, as JSON has no NaN. */
    public String json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("stamp", stamp.json());
        json.put("measurements", workloads.stream().map(Measurement::json).toList());
        json.put("comparisons", comparisons.stream().map(Comparison::json).toList());
        json.put("steps", steps.stream().map(Step::json).toList());
        return Json.write(json).toString();
    }

    /** A table for each kind of measurement that there is. */
    public String table() {
        List<String> parts = new ArrayList<>();
        if (!workloads.isEmpty()) {
            parts.add(Report.rows(workloads));
        }
        comparisons.forEach(comparison -> parts.add(comparison.line()));
        if (!steps.isEmpty()) {
            StringBuilder rows = new StringBuilder(Step.HEAD);
            steps.forEach(step -> rows.append(step.line()));
            parts.add(rows.toString());
        }
        steps.forEach(step -> parts.add(perCpuSecond(step)));
        parts.add(stamp.line() + "\n");
        return String.join("\n", parts);
    }

    private static String perCpuSecond(Step step) {
        return String.format(
                Locale.ROOT, "%s: %.0f events per CPU-second of the node%n", step.step(), 1e6 / step.serverCpu());
    }
}
