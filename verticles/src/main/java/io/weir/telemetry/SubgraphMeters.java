package io.weir.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** The meters of one subgraph. Thread-safe. */
public final class SubgraphMeters {

    private static final String TAG = "subgraph";

    private final MeterRegistry registry;
    private final String name;
    private final Timer calls;
    private final Counter retries;
    private final Counter shared;
    private final LongAdder inFlight = new LongAdder();
    private final LongAdder waiting = new LongAdder();
    private final LongAdder open = new LongAdder();

    SubgraphMeters(MeterRegistry registry, String name) {
        this.registry = registry;
        this.name = name;
        calls = Timer.builder("weir.subgraph.calls")
                .description("A call of a subgraph, from request to reply, waits and retries included")
                .tag(TAG, name)
                .publishPercentileHistogram(false)
                .register(registry);
        retries = counter("weir.subgraph.retries", "Attempts after the first");
        shared = counter("weir.subgraph.shared", "Fetches that joined an equal one under way");
        gauge("weir.subgraph.in.flight", "Calls that hold a place", inFlight);
        gauge("weir.subgraph.waiting", "Calls that wait for a place", waiting);
        gauge("weir.subgraph.circuit.open", "Whether the subgraph is left in peace", open);
    }

    /** A call ended, well or not. */
    public void called(long nanos) {
        calls.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** A call failed for its caller. */
    public void failed(String code) {
        Counter.builder("weir.subgraph.failures")
                .description("Calls that failed, by code")
                .tag(TAG, name)
                .tag("code", code)
                .register(registry)
                .increment();
    }

    /** Attempts after the first. */
    public Counter retries() {
        return retries;
    }

    /** Fetches that joined an equal one under way. */
    public Counter shared() {
        return shared;
    }

    /** Calls that hold a place; add and subtract. */
    public LongAdder inFlight() {
        return inFlight;
    }

    /** Calls that wait for a place; add and subtract. */
    public LongAdder waiting() {
        return waiting;
    }

    /** 1 while the subgraph is left in peace; add and subtract. */
    public LongAdder open() {
        return open;
    }

    private Counter counter(String meter, String description) {
        return Counter.builder(meter).description(description).tag(TAG, name).register(registry);
    }

    private void gauge(String meter, String description, LongAdder value) {
        Gauge.builder(meter, value, LongAdder::sum)
                .description(description)
                .tag(TAG, name)
                .register(registry);
    }
}
