package io.weir.load.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The spread of a time, in microseconds. */
public record Latency(long p50, long p90, long p99, long p999, long max) {

    /** Reads the figures off a histogram of microseconds. */
    public static Latency of(Histogram micros) {
        return new Latency(
                micros.getValueAtPercentile(50),
                micros.getValueAtPercentile(90),
                micros.getValueAtPercentile(99),
                micros.getValueAtPercentile(99.9),
                micros.getMaxValue());
    }

    /** The figures as a JSON tree. */
    public Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("p50", p50);
        json.put("p90", p90);
        json.put("p99", p99);
        json.put("p99.9", p999);
        json.put("max", max);
        return json;
    }
}
