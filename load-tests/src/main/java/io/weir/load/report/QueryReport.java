package io.weir.load.report;

import io.weir.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What queries cost, for people (Markdown) and for machines (JSON). */
public record QueryReport(Stamp stamp, List<Row> rows) {

    /**
     * One query on one server, all rounds together.
     *
     * @param query the query's text
     * @param server what answered
     * @param answers how many answers, all right
     * @param serverCpu the server's CPU time, microseconds for each request
     * @param latency from request to answer in a closed loop
     */
    public record Row(String query, String server, long answers, double serverCpu, Latency latency) {

        Map<String, @Nullable Object> json() {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("query", query);
            json.put("server", server);
            json.put("answers", answers);
            json.put("serverCpuMicrosPerRequest", serverCpu);
            json.put("latencyMicros", latency.json());
            return json;
        }
    }

    /** Everything, stamped. */
    public String json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("stamp", stamp.json());
        json.put("queries", rows.stream().map(Row::json).toList());
        return Json.write(json).toString();
    }

    /** One row for each query and server. */
    public String table() {
        StringBuilder table = new StringBuilder("""
                | query | server | answers | server CPU µs/request | latency p50 / p99, ms |
                |---|---|---|---|---|
                """);
        for (Row row : rows) {
            table.append(String.format(
                    Locale.ROOT,
                    "| `%s` | %s | %d | %.1f | %.2f / %.2f |%n",
                    row.query(),
                    row.server(),
                    row.answers(),
                    row.serverCpu(),
                    row.latency().p50() / 1000.0,
                    row.latency().p99() / 1000.0));
        }
        return table.append("\n").append(stamp.line()).append("\n").toString();
    }
}
