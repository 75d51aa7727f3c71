package io.weir.subgraph;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * What makes two fetches one.
 *
 * @param subgraph who is asked
 * @param body what is asked
 * @param headers for whom: the forwarded headers that this subgraph sees
 * @param generation how many mutations had finished before, or how many attempts
 */
record FetchKey(String subgraph, Buffer body, Map<String, String> headers, long generation) {

    static FetchKey of(SubgraphRequest request, ForwardedHeaders headers, long generation) {
        return new FetchKey(request.subgraph(), request.body(), headers.distinguishing(request), generation);
    }
}
