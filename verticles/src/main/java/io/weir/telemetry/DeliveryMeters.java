package io.weir.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The meters of one server-side subscription, by its name. Thread-safe. */
public final class DeliveryMeters {

    private static final String TAG = "delivery";

    private final MeterRegistry registry;
    private final String name;
    private final AtomicLong owned;
    private final AtomicLong disabled;
    private final AtomicLong pending;
    private final AtomicLong dead;
    private final AtomicLong oldestMillis = new AtomicLong();

    DeliveryMeters(MeterRegistry registry, String name) {
        this.registry = registry;
        this.name = name;
        owned = gauge("weir.delivery.owned", "Whether this node runs the subscription");
        disabled = gauge("weir.delivery.disabled", "Whether the subscription is disabled");
        pending = gauge("weir.delivery.pending", "Deliveries that have not ended");
        dead = gauge("weir.delivery.dead", "Deliveries that were given up and wait for somebody to see to them");
        Gauge.builder("weir.delivery.oldest.seconds", oldestMillis, millis -> millis.get() / 1000.0)
                .description("How long the delivery has been due that is due longest")
                .tag(TAG, name)
                .register(registry);
    }

    /** An attempt ended so. */
    public void attempted(String outcome, long nanos) {
        Timer.builder("weir.delivery.attempts")
                .description("Attempts by outcome, from their begin to their end")
                .tag(TAG, name)
                .tag("outcome", outcome)
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** A delivery ended so. */
    public void ended(String state) {
        Counter.builder("weir.delivery.ended")
                .description("Deliveries that ended on this node, by how")
                .tag(TAG, name)
                .tag("state", state)
                .register(registry)
                .increment();
    }

    /** Whether this node runs it. */
    public void owned(boolean here) {
        owned.set(here ? 1 : 0);
    }

    /** How it stands, as the store has it. */
    public void standing(boolean enabled, long waiting, long given, long oldest) {
        disabled.set(enabled ? 0 : 1);
        pending.set(waiting);
        dead.set(given);
        oldestMillis.set(oldest);
    }

    private AtomicLong gauge(String meter, String description) {
        AtomicLong value = new AtomicLong();
        Gauge.builder(meter, value, AtomicLong::get)
                .description(description)
                .tag(TAG, name)
                .register(registry);
        return value;
    }
}
