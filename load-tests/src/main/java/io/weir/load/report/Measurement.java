package io.weir.load.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One workload on one server.
 *
 * @param workload the workload's name
 * @param server what was measured
 * @param memory what the server held
 * @param idle what the server used while its subscriptions were silent; null if not watched
 * @param events what became of the events; null if none were published
 */
public record Measurement(
        String workload,
        String server,
        Memory memory,
        @Nullable Idle idle,
        @Nullable Events events) {

    /**
     * Resident memory of the server's process in bytes, everything included.
     *
     * @param started with nothing connected
     * @param subscribed with every subscription live and silent
     * @param ended after the last event
     * @param peak the most there ever was
     */
    public record Memory(long started, long subscribed, long ended, long peak) {}

    /**
     * What became of the events that counted.
     *
     * @param published how many left
     * @param refused how many the server, or the broker, would not take
     * @param expected deliveries, if every subscriber got every event of its topic
     * @param delivered deliveries there were, each counted once
     * @param duplicates deliveries that came again
     * @param outOfOrder deliveries that came after a later event's
     * @param foreign deliveries to a subscriber of another topic
     * @param failures errors and lost connections
     * @param firstFailure the first of these
     * @param seconds from the first intended departure to the last delivery
     * @param latency from the intended departure to the client's read
     * @param serverCpu the server's CPU time, microseconds for each delivery
     * @param postgresCpu PostgreSQL's for it; NaN where there is none, or it is not known
     * @param clientCpu the runner's own CPU time, microseconds for each delivery
     */
    public record Events(
            long published,
            long refused,
            long expected,
            long delivered,
            long duplicates,
            long outOfOrder,
            long foreign,
            long failures,
            @Nullable String firstFailure,
            double seconds,
            Latency latency,
            double serverCpu,
            double postgresCpu,
            double clientCpu) {

        /** Deliveries for each second of the server's CPU time. */
        public double framesPerCpuSecond() {
            return 1e6 / serverCpu;
        }

        /** CPU time of server and PostgreSQL for each event that was published, microseconds. */
        public double cpuPerEvent() {
            return (serverCpu + (Double.isNaN(postgresCpu) ? 0 : postgresCpu)) * delivered / published;
        }

        /** Whether each delivery came exactly once, in order, and nothing else happened. */
        public boolean clean() {
            return delivered == expected && duplicates + outOfOrder + foreign + failures + refused == 0;
        }

        Map<String, @Nullable Object> json() {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("published", published);
            json.put("refused", refused);
            json.put("expected", expected);
            json.put("delivered", delivered);
            json.put("duplicates", duplicates);
            json.put("outOfOrder", outOfOrder);
            json.put("foreign", foreign);
            json.put("failures", failures);
            json.put("firstFailure", firstFailure);
            json.put("seconds", seconds);
            json.put("latencyMicros", latency.json());
            json.put("serverCpuMicrosPerFrame", serverCpu);
            json.put("postgresCpuMicrosPerFrame", postgresCpu);
            json.put("clientCpuMicrosPerFrame", clientCpu);
            json.put("framesPerCpuSecond", framesPerCpuSecond());
            return json;
        }
    }

    /** Whether every delivery of all of them was right. */
    public static boolean allClean(List<Measurement> measurements) {
        return measurements.stream().map(Measurement::events).allMatch(events -> events == null || events.clean());
    }

    /** The measurement as a JSON tree. */
    public Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("workload", workload);
        json.put("server", server);
        json.put("rssStarted", memory.started());
        json.put("rssSubscribed", memory.subscribed());
        json.put("rssEnded", memory.ended());
        json.put("rssPeak", memory.peak());
        json.put("idle", idle == null ? null : idle.json());
        json.put("events", events == null ? null : events.json());
        return json;
    }
}
