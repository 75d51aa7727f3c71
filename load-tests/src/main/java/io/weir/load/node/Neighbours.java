package io.weir.load.node;

import org.jspecify.annotations.Nullable;

/**
 * What a node has beside it.
 *
 * @param broker the URI of the RabbitMQ broker that its topics are on; null for the node's own event bus
 * @param subgraphs what completes its events; null when they are complete
 * @param store the URI of the PostgreSQL server in which its topics are logged; null when they are not
 */
public record Neighbours(
        @Nullable String broker,
        @Nullable NodeUnderTest subgraphs,
        @Nullable String store) {

    /** Nothing. */
    public static final Neighbours NONE = new Neighbours(null, null, null);
}
