package io.weir.server;

import io.weir.bus.Service;
import io.weir.cluster.Members;
import io.weir.config.ProviderConfig;
import io.weir.config.WeirConfig;
import io.weir.graph.Graph;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a node's clients need that the node itself may lack: what some node must do, so that the whole graph works. */
final class Needs {

    private final WeirConfig config;

    Needs(WeirConfig config) {
        this.config = config;
    }

    /** What the graph needs of the cluster. */
    Set<Service> of(Graph graph) {
        Set<Service> needed = EnumSet.noneOf(Service.class);
        Duties all = Duties.of(Role.all(), graph, config);
        add(needed, Service.TRIGGERS, graph.schema().isSupportingSubscriptions());
        add(needed, Service.BRIDGE, config.providers().values().stream().anyMatch(Needs::bridged));
        add(needed, Service.ACTIONS, all.acts());
        add(needed, Service.GATES, all.gates());
        add(needed, Service.DELIVERIES, all.delivers());
        add(needed, Service.LOG, all.logs());
        return needed;
    }

    /** What of it no node does now, as words in order. */
    Set<String> missing(Graph graph, Members members) {
        return of(graph).stream()
                .filter(service -> !members.anywhere(service))
                .map(Service::word)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean bridged(ProviderConfig provider) {
        return !(provider instanceof ProviderConfig.Bus);
    }

    private static void add(Set<Service> needed, Service service, boolean needs) {
        if (needs) {
            needed.add(service);
        }
    }
}
