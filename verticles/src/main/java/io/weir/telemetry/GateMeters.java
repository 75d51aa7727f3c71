package io.weir.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** The meters of gates. Thread-safe. */
public final class GateMeters {

    /** Systems may be there already, lag for seconds, or be away. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;
    private final Counter taken;
    private final Counter refused;
    private final Counter full;
    private final LongAdder waiters = new LongAdder();

    GateMeters(MeterRegistry registry) {
        this.registry = registry;
        taken = counter("weir.gate.reports", "Reports of systems that were stored");
        refused = counter("weir.gate.reports.refused", "Requests with reports of systems that were not stored");
        full = counter("weir.gate.waits.refused", "Requests to wait that came when too many waited");
        Gauge.builder("weir.gate.waiting", waiters, LongAdder::sum)
                .description("Waits for systems that are under way on this node")
                .register(registry);
    }

    /** One request's wait for one system ended; a long wait is several requests. */
    public void waited(String system, String outcome, long millis) {
        Timer.builder("weir.gate.waits")
                .description("Waits for systems by outcome, from the request to its end")
                .tag("system", system)
                .tag("outcome", outcome)
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(millis, TimeUnit.MILLISECONDS);
    }

    /** So many reports were stored. */
    public void taken(int count) {
        taken.increment(count);
    }

    /** A request with reports was not taken. */
    public void refused() {
        refused.increment();
    }

    /** Too many waited. */
    public void full() {
        full.increment();
    }

    /** Waits that are under way; add and subtract. */
    public LongAdder waiters() {
        return waiters;
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }
}
