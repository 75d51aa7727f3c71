package io.weir.server;

import io.vertx.core.eventbus.EventBus;
import io.weir.bus.BusAddress;
import io.weir.bus.ProviderState;
import io.weir.store.Store;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a node's health endpoint tells: its phase, which providers are connected, and how its
 * store is. Thread-safe. */
final class NodeState {

    /** A node's life. */
    enum Phase {
        STARTING,
        READY,
        DRAINING
    }

    private final Map<String, Boolean> providers = new ConcurrentHashMap<>();
    private volatile Phase phase = Phase.STARTING;
    private volatile @Nullable Store store;

    /** Follows the states that bridges announce. */
    void follow(EventBus bus) {
        bus.<ProviderState>consumer(
                BusAddress.PROVIDER_STATE,
                message ->
                        providers.put(message.body().provider(), message.body().connected()));
    }

    /** Tells of a store from now on: only a node that works with one has it. */
    void watch(Store used) {
        store = used;
    }

    /** How the store is; empty without one. */
    Optional<Store.State> store() {
        return Optional.ofNullable(store).map(Store::state);
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
