package io.weir.bus;

import java.util.Map;
import java.util.Set;

/**
 * What a node says of itself; published to {@link BusAddress#PRESENCE} when it changes, when another node appears, and
 * every few seconds. A node that is silent for longer is gone.
 *
 * @param node its id in the cluster, another one each time it starts
 * @param name what operators call it
 * @param release the version of the server
 * @param phase whether others may ask it
 * @param services what it does
 * @param triggerShards how many trigger instances it has
 * @param providers the bridged providers whose broker it is connected to
 * @param formats the wire version of every message it knows, by the message's name
 */
public record NodePresence(
        String node,
        String name,
        String release,
        Phase phase,
        Set<Service> services,
        int triggerShards,
        Set<String> providers,
        Map<String, String> formats)
        implements BusMessage {

    /** A node's life, as others see it. */
    public enum Phase {
        /** Not to be asked yet. */
        STARTING,
        /** Does what it says. */
        READY,
        /** On its way out: ask others. */
        DRAINING,
        /** Gone; its last word. */
        LEFT
    }

    /** Copies what it is given. */
    public NodePresence {
        services = Set.copyOf(services);
        providers = Set.copyOf(providers);
        formats = Map.copyOf(formats);
    }

    /** Whether it does this now. */
    public boolean serves(Service service) {
        return phase == Phase.READY && services.contains(service);
    }

    /** The same in another phase. */
    public NodePresence with(Phase next) {
        return new NodePresence(node, name, release, next, services, triggerShards, providers, formats);
    }

    /** The same, connected to other brokers. */
    public NodePresence with(Set<String> connected) {
        return new NodePresence(node, name, release, phase, services, triggerShards, connected, formats);
    }
}
