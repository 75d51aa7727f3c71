package io.weir.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The meters of the event log. Thread-safe. */
public final class LogMeters {

    private final MeterRegistry registry;
    private final Counter events;
    private final Counter duplicates;
    private final Counter leftOut;
    private final Counter lost;
    private final Counter failures;
    private final Timer appends;
    private final AtomicLong lag;
    private final AtomicLong bytes;
    private final AtomicLong segments;

    LogMeters(MeterRegistry registry) {
        this.registry = registry;
        events = counter("weir.log.events", "Events that this node stored");
        duplicates = counter("weir.log.events.duplicate", "Events that were stored before");
        leftOut = counter("weir.log.events.left.out", "Events whose topic no one can subscribe to");
        lost = counter("weir.log.events.lost", "Events of the bus that came faster than the store took them");
        failures = counter("weir.log.failures", "Statements of the log that the store did not answer");
        appends = Timer.builder("weir.log.appends")
                .description("Events stored together, from the statement to its answer")
                .publishPercentileHistogram(false)
                .register(registry);
        lag = gauge("weir.log.tail.lag", "Positions of the log that this node's triggers have not been handed");
        bytes = gauge("weir.log.bytes", "What the log takes on the disk, indexes included");
        segments = gauge("weir.log.segments", "Parts of the log, which are dropped as a whole");
    }

    /** A batch was stored. */
    public void appended(long nanos) {
        appends.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** How far the tail is behind the end of the log. */
    public void lag(long positions) {
        lag.set(positions);
    }

    /** How large the log is. */
    public void size(long onDisk, long parts) {
        bytes.set(onDisk);
        segments.set(parts);
    }

    /** Events that this node stored. */
    public Counter events() {
        return events;
    }

    /** Events that were stored before. */
    public Counter duplicates() {
        return duplicates;
    }

    /** Events whose topic no one can subscribe to. */
    public Counter leftOut() {
        return leftOut;
    }

    /** Events of the bus that came faster than the store took them. */
    public Counter lost() {
        return lost;
    }

    /** Statements of the log that the store did not answer. */
    public Counter failures() {
        return failures;
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private AtomicLong gauge(String name, String description) {
        AtomicLong value = new AtomicLong();
        Gauge.builder(name, value, AtomicLong::get).description(description).register(registry);
        return value;
    }
}
