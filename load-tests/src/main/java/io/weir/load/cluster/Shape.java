package io.weir.load.cluster;

import io.weir.load.node.ClusterServers;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A cluster and the subscribers on it.
 *
 * @param name what tables call it
 * @param roles what each node does
 * @param serving the numbers of the nodes that have subscribers, among whom each topic's are spread
 * @param topics how many topics there are
 * @param subscribers how many subscribe, to one topic each
 * @param rate events per second over all topics
 */
public record Shape(String name, List<String> roles, List<Integer> serving, int topics, int subscribers, int rate) {

    /** Copies the lists. */
    public Shape {
        roles = List.copyOf(roles);
        serving = List.copyOf(serving);
    }

    /** Nodes that do everything, the first of which have subscribers. */
    static Shape equal(String name, int nodes, int serving, int topics, int subscribers, int rate) {
        return new Shape(
                name,
                Collections.nCopies(nodes, ClusterServers.ALL),
                IntStream.range(0, serving).boxed().toList(),
                topics,
                subscribers,
                rate);
    }

    /** One node that talks to clients, one that has triggers and the bridge. */
    static Shape apart(String name, int topics, int subscribers, int rate) {
        return new Shape(name, List.of("triggers,bridge", "transport"), List.of(1), topics, subscribers, rate);
    }
}
