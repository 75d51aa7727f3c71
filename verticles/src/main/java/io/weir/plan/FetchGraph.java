package io.weir.plan;

import java.util.List;

/**
 * Fetches that run as a dataflow: each starts as soon as those it depends on have ended.
 *
 * @param nodes a node depends only on nodes before it
 */
public record FetchGraph(List<FetchNode> nodes) {

    /** Nothing to fetch. */
    public static final FetchGraph EMPTY = new FetchGraph(List.of());

    /** Copies the list. */
    public FetchGraph {
        nodes = List.copyOf(nodes);
    }

    /** Whether there is nothing to fetch. */
    public boolean empty() {
        return nodes.isEmpty();
    }
}
