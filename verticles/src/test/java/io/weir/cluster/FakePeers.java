package io.weir.cluster;

import io.weir.bus.NodePresence;
import io.weir.bus.NodePresence.Phase;
import io.weir.bus.Service;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A node's view that a test sets. Listeners are told on the thread that sets it. */
public final class FakePeers implements Peers {

    private final String self;
    private final List<Consumer<Members>> listeners = new CopyOnWriteArrayList<>();
    private volatile Members members;

    /** Knows of no one yet. */
    public FakePeers(String self) {
        this.self = self;
        this.members = new Members(self, Map.of(), false);
    }

    /** A node that does everything, connected to these providers. */
    public static NodePresence node(String id, String... providers) {
        return node(id, Phase.READY, EnumSet.allOf(Service.class), providers);
    }

    /** A node that does some things. */
    public static NodePresence node(String id, Phase phase, Set<Service> services, String... providers) {
        return new NodePresence(id, id, "test", phase, services, 1, Set.of(providers), Map.of());
    }

    /** These nodes are there now, and no others. */
    public void see(NodePresence... nodes) {
        see(List.of(nodes));
    }

    /** These nodes are there now, and no others. */
    public void see(List<NodePresence> nodes) {
        Map<String, NodePresence> all = new HashMap<>();
        nodes.forEach(node -> all.put(node.node(), node));
        members = new Members(self, all, false);
        listeners.forEach(listener -> listener.accept(members));
    }

    @Override
    public String self() {
        return self;
    }

    @Override
    public Members members() {
        return members;
    }

    @Override
    public Runnable follow(Consumer<Members> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
