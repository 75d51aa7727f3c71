package io.weir.load.report;

import io.weir.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What models and deliveries cost, for people (Markdown) and for machines (JSON). */
public record ModelsReport(Stamp stamp, List<Step> steps) {

    /** Copies the steps. */
    public ModelsReport {
        steps = List.copyOf(steps);
    }

    /** Everything, stamped; what is not known is null, as JSON has no NaN. */
    public String json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("stamp", stamp.json());
        json.put("steps", steps.stream().map(Step::json).toList());
        return Json.write(json).toString();
    }

    /** One row for each step. */
    public String table() {
        StringBuilder table = new StringBuilder(Step.HEAD);
        steps.forEach(step -> table.append(step.line()));
        return table.append("\n").append(stamp.line()).append("\n").toString();
    }
}
