package io.weir.load.report;

import io.weir.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages of the bus, by Weir's codecs and as JSON.
 *
 * @param sizes of each message, in bytes
 * @param coding what encoding and decoding each takes
 * @param trips there and back between two processes
 */
public record BusReport(Stamp stamp, List<Size> sizes, List<Coding> coding, List<Trip> trips) {

    /** Copies the lists. */
    public BusReport {
        sizes = List.copyOf(sizes);
        coding = List.copyOf(coding);
        trips = List.copyOf(trips);
    }

    /**
     * A message's body on the wire.
     *
     * @param payload the bytes of what it carries
     */
    public record Size(String message, int payload, int codec, int json) {}

    /**
     * A message to its wire form and back, CPU time in nanoseconds.
     *
     * @param codec by Weir's codec
     * @param json as a JSON object
     */
    public record Coding(String message, int payload, double codec, double json) {}

    /**
     * The same message there and back, in turns.
     *
     * @param form what it was
     * @param atOnce how many were on their way
     * @param perSecond round trips
     * @param cpu of both processes for each, microseconds
     */
    public record Trip(String form, int payload, int atOnce, double perSecond, double cpu, Latency latency) {}

    /** Everything, stamped. */
    public String json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("stamp", stamp.json());
        json.put("sizes", sizes.stream().map(BusReport::json).toList());
        json.put("coding", coding.stream().map(BusReport::json).toList());
        json.put("roundTrips", trips.stream().map(BusReport::json).toList());
        return Json.write(json).toString();
    }

    /** Three tables. */
    public String table() {
        StringBuilder table =
                new StringBuilder("| message | payload | codec, bytes | JSON, bytes |\n|---|---|---|---|\n");
        sizes.forEach(size -> table.append(String.format(
                Locale.ROOT, "| %s | %d | %d | %d |%n", size.message(), size.payload(), size.codec(), size.json())));
        table.append("\n| encoded and decoded | payload | codec, CPU ns | JSON, CPU ns |\n|---|---|---|---|\n");
        coding.forEach(each -> table.append(String.format(
                Locale.ROOT,
                "| %s | %d | %.0f | %.0f |%n",
                each.message(),
                each.payload(),
                each.codec(),
                each.json())));
        table.append(
                "\n| there and back | payload | at once | per second | CPU µs, both processes | latency p50 / p99, ms |\n");
        table.append("|---|---|---|---|---|---|\n");
        trips.forEach(trip -> table.append(String.format(
                Locale.ROOT,
                "| %s | %d | %d | %.0f | %.0f | %.2f / %.2f |%n",
                trip.form(),
                trip.payload(),
                trip.atOnce(),
                trip.perSecond(),
                trip.cpu(),
                trip.latency().p50() / 1000.0,
                trip.latency().p99() / 1000.0)));
        return table.append("\n").append(stamp.line()).append("\n").toString();
    }

    private static Map<String, @Nullable Object> json(Size size) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("message", size.message());
        json.put("payload", size.payload());
        json.put("codecBytes", size.codec());
        json.put("jsonBytes", size.json());
        return json;
    }

    private static Map<String, @Nullable Object> json(Coding coding) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("message", coding.message());
        json.put("payload", coding.payload());
        json.put("codecCpuNanos", coding.codec());
        json.put("jsonCpuNanos", coding.json());
        return json;
    }

    private static Map<String, @Nullable Object> json(Trip trip) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("form", trip.form());
        json.put("payload", trip.payload());
        json.put("atOnce", trip.atOnce());
        json.put("perSecond", trip.perSecond());
        json.put("cpuMicros", trip.cpu());
        json.put("latencyMicros", trip.latency().json());
        return json;
    }
}
