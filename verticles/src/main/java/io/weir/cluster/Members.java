package io.weir.cluster;

import io.weir.bus.NodePresence;
import io.weir.bus.NodePresence.Phase;
import io.weir.bus.Service;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The nodes of a cluster as one of them sees it at one moment. Immutable.
 *
 * @param self the id of the node that sees it
 * @param nodes what each node last said of itself, this one's own word included, by id
 * @param isolated whether fewer nodes are seen than the cluster must have: then this node is on the losing side of a cut
 */
public record Members(String self, Map<String, NodePresence> nodes, boolean isolated) {

    /** Copies what it is given. */
    public Members {
        nodes = Map.copyOf(nodes);
    }

    /** Whether a node is there, in whatever phase. */
    public boolean has(String node) {
        return nodes.containsKey(node);
    }

    /** Whether any node does this now. */
    public boolean anywhere(Service service) {
        return nodes.values().stream().anyMatch(node -> usable(node, service));
    }

    /** How many nodes do this now. */
    public int count(Service service) {
        return (int)
                nodes.values().stream().filter(node -> usable(node, service)).count();
    }

    /** Whether this node does this itself. */
    public boolean here(Service service) {
        NodePresence own = nodes.get(self);
        return own != null && usable(own, service);
    }

    /**
     * The node that a thing is asked of; all nodes that see the same members give the same answer, and few things move
     * when a node comes or goes (highest random weight, Thaler and Ravishankar 1998).
     *
     * @param key what the thing is called
     * @return empty when no node does this
     */
    public Optional<String> home(Service service, String key) {
        return highest(key, node -> usable(node, service));
    }

    /**
     * The node whose bridge brings a topic's events into the cluster.
     *
     * @return one that is connected to the broker, where there is one; empty when no node has bridges
     */
    public Optional<String> bridge(String provider, String topic) {
        String key = provider + ' ' + topic;
        return highest(key, node -> connected(node, provider)).or(() -> home(Service.BRIDGE, key));
    }

    /** The nodes with bridges, and of each whether {@link #bridge} may choose it: what does not change this moves no topic. */
    public Map<String, Boolean> bridges(String provider) {
        Map<String, Boolean> bridges = new HashMap<>();
        boolean connected = nodes.values().stream().anyMatch(node -> connected(node, provider));
        for (NodePresence node : nodes.values()) {
            if (node.services().contains(Service.BRIDGE)) {
                bridges.put(node.node(), connected ? connected(node, provider) : usable(node, Service.BRIDGE));
            }
        }
        return bridges;
    }

    /** A bridge to publish through or to ask: this node's own where it is connected. */
    public Optional<String> nearestBridge(String provider, String topic) {
        NodePresence own = nodes.get(self);
        return own != null && connected(own, provider) ? Optional.of(self) : bridge(provider, topic);
    }

    /** How many trigger instances a node has; 0 for one that is not there. */
    public int shards(String node) {
        NodePresence presence = nodes.get(node);
        return presence == null ? 0 : presence.triggerShards();
    }

    private boolean connected(NodePresence node, String provider) {
        return usable(node, Service.BRIDGE) && node.providers().contains(provider);
    }

    /** A node may ask itself while it starts, and no other that would not understand it. */
    private boolean usable(NodePresence node, Service service) {
        NodePresence own = nodes.get(self);
        return (node.serves(service) && (own == null || Formats.understand(service, own, node)))
                || (node.node().equals(self)
                        && node.phase() == Phase.STARTING
                        && node.services().contains(service));
    }

    private Optional<String> highest(String key, Predicate<NodePresence> fit) {
        String best = null;
        long weight = 0;
        for (NodePresence node : nodes.values()) {
            if (fit.test(node)) {
                long found = weight(node.node(), key);
                if (best == null
                        || found > weight
                        || (found == weight && node.node().compareTo(best) > 0)) {
                    best = node.node();
                    weight = found;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** SplitMix64's finalizer (Steele, Lea and Flood 2014) over both hashes: close keys get weights far apart. */
    private static long weight(String node, String key) {
        long mixed = ((long) node.hashCode() << 32) ^ (key.hashCode() & 0xffffffffL);
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
