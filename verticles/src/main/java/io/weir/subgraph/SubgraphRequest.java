package io.weir.subgraph;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One GraphQL request to a subgraph.
 *
 * @param subgraph its name
 * @param body {@code {"query": …, "variables": …}} as UTF-8 bytes, never changed afterwards
 * @param mutation whether it may change something, so that it must not be sent twice
 * @param headers those of the client's request that {@link ForwardedHeaders} picked; the subgraph's own allow-list
 *     chooses among them
 * @param attempt how often the same was asked before, because the answer may have changed since; requests of different
 *     attempts are never one
 * @param depth how many events of ours led to a mutation; 0 for what changes nothing
 * @param key what the client's mutation is called, so that repeating it does nothing anew, where it has one field; null
 *     for none. Models heed it; it is sent nowhere
 */
public record SubgraphRequest(
        String subgraph,
        Buffer body,
        boolean mutation,
        Map<String, String> headers,
        int attempt,
        int depth,
        @Nullable String key) {

    /** Asks for the first time. */
    public SubgraphRequest(String subgraph, Buffer body, boolean mutation, Map<String, String> headers) {
        this(subgraph, body, mutation, headers, 0, 0, null);
    }

    /** Copies the headers. */
    public SubgraphRequest {
        headers = Map.copyOf(headers);
    }
}
