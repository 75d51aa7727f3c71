package io.weir.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** The meters of the bridge that this node has to one provider. Thread-safe. */
public final class ProviderMeters {

    private final AtomicInteger connected = new AtomicInteger();

    ProviderMeters(MeterRegistry registry, String provider) {
        Gauge.builder("weir.provider.connected", connected, AtomicInteger::get)
                .description("Whether this node is connected to the provider's broker")
                .tag("provider", provider)
                .register(registry);
    }

    /** Whether topics of the provider deliver through the bridge from now on. */
    public void connected(boolean now) {
        connected.set(now ? 1 : 0);
    }
}
