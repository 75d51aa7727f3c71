package io.weir.cluster;

import io.weir.bus.NodePresence;
import io.weir.bus.NodePresence.Phase;
import io.weir.bus.Service;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The peers of a node that is in no cluster: itself, for good. */
public final class Alone implements Peers {

    private final Members members;

    private Alone(Members members) {
        this.members = members;
    }

    /**
     * A node that does everything itself.
     *
     * @param node its id
     * @param triggerShards how many trigger instances it has
     */
    public static Alone of(String node, int triggerShards) {
        return of(node, triggerShards, EnumSet.allOf(Service.class));
    }

    /** A node that does only some things; what it does not, no one does. */
    public static Alone of(String node, int triggerShards, Set<Service> services) {
        NodePresence own = new NodePresence(node, "", "", Phase.READY, services, triggerShards, Set.of(), Map.of());
        return new Alone(new Members(node, Map.of(node, own), false));
    }

    @Override
    public String self() {
        return members.self();
    }

    @Override
    public boolean alone() {
        return true;
    }

    @Override
    public Members members() {
        return members;
    }

    @Override
    public Runnable follow(Consumer<Members> listener) {
        return () -> {};
    }
}
