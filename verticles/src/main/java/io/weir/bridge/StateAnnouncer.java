package io.weir.bridge;

import io.vertx.core.eventbus.EventBus;
import io.weir.bus.BusAddress;
import io.weir.bus.ProviderState;
import java.util.Optional;

/** Publishes {@link ProviderState} when it changes, and only then. On the event loop only. */
public final class StateAnnouncer {

    private final EventBus bus;
    private final String node;
    private final String provider;
    private Optional<Boolean> announced = Optional.empty();

    /** Speaks for the bridge that a node has to a provider. */
    public StateAnnouncer(EventBus bus, String node, String provider) {
        this.bus = bus;
        this.node = node;
        this.provider = provider;
    }

    /** Whether topics of the provider deliver through the bridge now. */
    public void announce(boolean connected) {
        if (!announced.equals(Optional.of(connected))) {
            announced = Optional.of(connected);
            bus.publish(BusAddress.PROVIDER_STATE, new ProviderState(node, provider, connected));
        }
    }
}
