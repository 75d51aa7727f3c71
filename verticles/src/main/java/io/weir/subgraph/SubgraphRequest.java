package io.weir.subgraph;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * One GraphQL request to a subgraph.
 *
 * @param subgraph its name
 * @param body {@code {"query": …, "variables": …}} as UTF-8 bytes, never changed afterwards
 * @param mutation whether it may change something, so that it must not be sent twice
 * @param headers those of the client's request that {@link ForwardedHeaders} picked; the subgraph's own allow-list
 *     chooses among them
 */
public record SubgraphRequest(String subgraph, Buffer body, boolean mutation, Map<String, String> headers) {

    /** Copies the headers. */
    public SubgraphRequest {
        headers = Map.copyOf(headers);
    }
}
