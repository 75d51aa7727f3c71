package io.weir.load.report;

import io.weir.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What loading a schema cost, for people (Markdown) and for machines (JSON).
 *
 * @param size the SDL's characters
 * @param rows one for each time it was loaded, in order: the first is cold
 */
public record SchemaReport(Stamp stamp, int size, List<Row> rows) {

    /**
     * One load.
     *
     * @param elapsed nanoseconds
     * @param cpu nanoseconds of the loading thread
     * @param retained bytes that stay as long as the graph is used
     */
    public record Row(long elapsed, long cpu, long retained) {

        Map<String, @Nullable Object> json() {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("elapsedMillis", elapsed / 1e6);
            json.put("cpuMillis", cpu / 1e6);
            json.put("retainedBytes", retained);
            return json;
        }
    }

    /** Everything, stamped. */
    public String json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("stamp", stamp.json());
        json.put("characters", size);
        json.put("loads", rows.stream().map(Row::json).toList());
        return Json.write(json).toString();
    }

    /** The first load and the last. */
    public String table() {
        Row first = rows.get(0);
        Row last = rows.get(rows.size() - 1);
        return String.format(
                Locale.ROOT,
                """
                | SDL, KB | first load, ms (CPU) | load %d, ms (CPU) | stays in memory, MB |
                |---|---|---|---|
                | %d | %.0f (%.0f) | %.0f (%.0f) | %.1f |

                %s
                """,
                rows.size(),
                size / 1000,
                first.elapsed() / 1e6,
                first.cpu() / 1e6,
                last.elapsed() / 1e6,
                last.cpu() / 1e6,
                last.retained() / 1e6,
                stamp.line());
    }
}
