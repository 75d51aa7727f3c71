package io.weir.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** The meters of one action, by the mutation's field. Thread-safe. */
public final class ActionMeters {

    private static final String TAG = "action";
    private static final String DONE = "OK";

    private final MeterRegistry registry;
    private final String field;
    private final Counter accepted;
    private final Counter retries;
    private final Counter leasesTaken;
    private final Counter leasesLost;
    private final Counter stale;
    private final Timer attempts;
    private final Timer delays;
    private final LongAdder running = new LongAdder();
    private final LongAdder gated = new LongAdder();
    private final LongAdder circuitsOpen = new LongAdder();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong oldestMillis = new AtomicLong();

    ActionMeters(MeterRegistry registry, String field) {
        this.registry = registry;
        this.field = field;
        accepted = counter("weir.action.accepted", "Actions that were taken on, stored or not");
        retries = counter("weir.action.retries", "Attempts after the first");
        leasesTaken = counter("weir.action.leases.taken", "Leases that ran out and were taken over");
        leasesLost = counter("weir.action.leases.lost", "Leases of this node that ran out or were taken over");
        stale = counter(
                "weir.action.settlements.stale", "Results that came after the lease was lost, and were forgotten");
        attempts = timer("weir.action.attempts", "A call of the handler, from request to response");
        delays = timer("weir.action.delay", "From acceptance to the first call of the handler");
        gauge("weir.action.running", "Actions that hold a place", running);
        gauge("weir.action.gated", "Actions whose handlers are done and whose systems are waited for", gated);
        gauge("weir.action.circuit.open", "Whether the handler is left in peace", circuitsOpen);
        gauge("weir.action.waiting", "Stored actions that are due or will be", waiting);
        Gauge.builder("weir.action.oldest.seconds", oldestMillis, millis -> millis.get() / 1000.0)
                .description("How long the stored action has been due that is due longest")
                .tag(TAG, field)
                .register(registry);
    }

    /** An attempt ended, well or not. */
    public void attempted(long nanos) {
        attempts.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** The first attempt began so long after the acceptance. */
    public void begun(long millis) {
        delays.record(millis, TimeUnit.MILLISECONDS);
    }

    /** An action was done. */
    public void done() {
        ended(DONE);
    }

    /** An action will not be done. */
    public void ended(String code) {
        Counter.builder("weir.action.outcomes")
                .description("Actions that ended, by code")
                .tag(TAG, field)
                .tag("code", code)
                .register(registry)
                .increment();
    }

    /** The wait for the systems of an action ended so long after the handler had answered. */
    public void gateEnded(boolean passed, long nanos) {
        Timer.builder("weir.action.gate")
                .description("From the handler's answer until the systems that it affects show it, or patience is over")
                .tag(TAG, field)
                .tag("outcome", passed ? "REACHED" : "BEHIND")
                .publishPercentileHistogram(false)
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** What waits in the store. */
    public void backlog(long count, long oldest) {
        waiting.set(count);
        oldestMillis.set(oldest);
    }

    /** Actions that were taken on, stored or not. */
    public Counter accepted() {
        return accepted;
    }

    /** Attempts after the first. */
    public Counter retries() {
        return retries;
    }

    /** Leases that ran out and were taken over. */
    public Counter leasesTaken() {
        return leasesTaken;
    }

    /** Leases of this node that ran out or were taken over. */
    public Counter leasesLost() {
        return leasesLost;
    }

    /** Results that came after the lease was lost, and were forgotten. */
    public Counter stale() {
        return stale;
    }

    /** Actions that hold a place; add and subtract. */
    public LongAdder running() {
        return running;
    }

    /** Actions whose systems are waited for; add and subtract. */
    public LongAdder gated() {
        return gated;
    }

    /** Circuits that are open; add and subtract. */
    public LongAdder circuitsOpen() {
        return circuitsOpen;
    }

    private Counter counter(String meter, String description) {
        return Counter.builder(meter).description(description).tag(TAG, field).register(registry);
    }

    private Timer timer(String meter, String description) {
        return Timer.builder(meter)
                .description(description)
                .tag(TAG, field)
                .publishPercentileHistogram(false)
                .register(registry);
    }

    private void gauge(String meter, String description, Number value) {
        Gauge.builder(meter, value, Number::doubleValue)
                .description(description)
                .tag(TAG, field)
                .register(registry);
    }
}
