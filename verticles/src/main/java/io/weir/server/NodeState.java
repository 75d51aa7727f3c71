package io.weir.server;

import io.vertx.core.eventbus.EventBus;
import io.weir.bus.BusAddress;
import io.weir.bus.ProviderState;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a node's health endpoint tells: its phase, and which providers are connected. Thread-safe. */
final class NodeState {

    /** A node's life. */
    enum Phase {
        STARTING,
        READY,
        DRAINING
    }

    private final Map<String, Boolean> providers = new ConcurrentHashMap<>();
    private volatile Phase phase = Phase.STARTING;

    /** Follows the states that bridges announce. */
    void follow(EventBus bus) {
        bus.<ProviderState>consumer(
                BusAddress.PROVIDER_STATE,
                message ->
                        providers.put(message.body().provider(), message.body().connected()));
    }

    void enter(Phase next) {
        phase = next;
    }

    Phase phase() {
        return phase;
    }

    /** Whether each bridged provider is connected, by name. */
    Map<String, Boolean> providers() {
        return Map.copyOf(providers);
    }
}
