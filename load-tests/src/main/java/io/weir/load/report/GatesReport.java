package io.weir.load.report;

import io.weir.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What gates cost, for people (Markdown) and for machines (JSON).
 *
 * @param free the same action without a gate
 * @param gated through a gate that is open, in turns with that
 * @param released requests that wait, from the first report to the last answer
 */
public record GatesReport(Stamp stamp, Step free, Step gated, List<Step> released) {

    /** How much longer the median action takes, in milliseconds. */
    double addedMillis() {
        return (median(gated) - median(free)) / 1000.0;
    }

    private static long median(Step step) {
        return Objects.requireNonNull(step.latency()).p50();
    }

    /** Everything, stamped; what is not known is null, as JSON has no NaN. */
    public String json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("stamp", stamp.json());
        json.put("free", free.json());
        json.put("gated", gated.json());
        json.put("addedMillisAtTheMedian", addedMillis());
        json.put("released", released.stream().map(Step::json).toList());
        return Json.write(json).toString();
    }

    /** One row for each step. */
    public String table() {
        StringBuilder table = new StringBuilder(Step.HEAD);
        table.append(free.line()).append(gated.line());
        released.forEach(step -> table.append(step.line()));
        return table.append(String.format(Locale.ROOT, "%nan open gate adds %.2f ms at the median%n%n", addedMillis()))
                .append(stamp.line())
                .append("\n")
                .toString();
    }
}
