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
public record ActionsReport(Stamp stamp, Step accepted, Step inserted, List<Step> others, Idle idle) {

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
        json.put("others", others.stream().map(Step::json).toList());
        json.put("idle", idle.json());
        return Json.write(json).toString();
    }

    /** One row for each step. */
    public String table() {
        StringBuilder table = new StringBuilder(Step.HEAD);
        table.append(accepted.line()).append(inserted.line());
        others.forEach(step -> table.append(step.line()));
        return table.append(String.format(
                        Locale.ROOT,
                        "%nacceptances : inserts = %.2f; idle: %.2f %% of a core, PostgreSQL %s %%%n%n",
                        ratio(),
                        100 * idle.serverCore(),
                        Step.shown("%.2f", 100 * idle.postgresCore())))
                .append(stamp.line())
                .append("\n")
                .toString();
    }
}
