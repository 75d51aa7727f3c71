package io.weir.bridge;

import io.vertx.core.eventbus.EventBus;
import io.weir.bus.BusAddress;
import io.weir.bus.ProviderState;
import io.weir.telemetry.Metrics;
import io.weir.telemetry.ProviderMeters;
import java.util.Optional;

/** Publishes {@link ProviderState} when it changes, and only then, and shows it to operators. On the event loop only. */
public final class StateAnnouncer {

    private final EventBus bus;
    private final String node;
    private final String provider;
    private final ProviderMeters meters;
    private Optional<Boolean> announced = Optional.empty();

    /** Speaks for the bridge that a node has to a provider. */
    public StateAnnouncer(EventBus bus, String node, String provider, Metrics metrics) {
        this.bus = bus;
        this.node = node;
        this.provider = provider;
        this.meters = metrics.provider(provider);
    }

    /** Whether topics of the provider deliver through the bridge now. */
    public void announce(boolean connected) {
        if (!announced.equals(Optional.of(connected))) {
            announced = Optional.of(connected);
            meters.connected(connected);
            bus.publish(BusAddress.PROVIDER_STATE, new ProviderState(node, provider, connected));
        }
    }
}
