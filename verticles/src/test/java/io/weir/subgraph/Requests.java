package io.weir.subgraph;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** Requests for tests. */
final class Requests {

    private Requests() {}

    static SubgraphRequest query(String subgraph, String body) {
        return query(subgraph, body, Map.of());
    }

    static SubgraphRequest query(String subgraph, String body, Map<String, String> headers) {
        return new SubgraphRequest(subgraph, Buffer.buffer(body), false, headers);
    }

    static SubgraphRequest mutation(String subgraph, String body) {
        return new SubgraphRequest(subgraph, Buffer.buffer(body), true, Map.of());
    }
}
