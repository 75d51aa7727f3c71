package io.weir.server;

import io.vertx.core.eventbus.EventBus;
import io.weir.bus.BusAddress;
import io.weir.bus.ProviderState;
import io.weir.cluster.Peers;
import io.weir.store.Store;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a node's health endpoint tells: its phase, which providers are connected, and how its
 * store is. Thread-safe. */
final class NodeState {

    /** A node's life. */
    enum Phase {
        STARTING,
        READY,
        ISOLATED,
        DRAINING
    }

    private final Peers peers;
    private final Supplier<Set<String>> missing;
    private final Map<String, Boolean> providers = new ConcurrentHashMap<>();
    private volatile Phase phase = Phase.STARTING;
    private volatile @Nullable Store store;

    /**
     * The state of a node that starts.
     *
     * @param peers the nodes that it sees
     * @param missing what of its graph no node does now
     */
    NodeState(Peers peers, Supplier<Set<String>> missing) {
        this.peers = peers;
        this.missing = missing;
    }

    /** Follows the states that this node's bridges announce. */
    void follow(EventBus bus) {
        bus.<ProviderState>consumer(BusAddress.PROVIDER_STATE, message -> onState(message.body()));
    }

    private void onState(ProviderState state) {
        if (state.node().equals(peers.self())) {
            providers.put(state.provider(), state.connected());
        }
    }

    /** How many nodes it sees, itself included. */
    int nodes() {
        return peers.members().nodes().size();
    }

    /** What its graph needs and no node does now, as words. */
    Set<String> missing() {
        return missing.get();
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
        return phase == Phase.READY && peers.members().isolated() ? Phase.ISOLATED : phase;
    }

    /** Whether each bridged provider is connected, by name. */
    Map<String, Boolean> providers() {
        return Map.copyOf(providers);
    }
}
