package io.weir.subgraph;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Asks subgraphs. Thread-safe; answers on the caller's context. */
public interface SubgraphClient {

    /**
     * Sends one GraphQL request.
     *
     * @return the reply: a JSON object with {@code data} or {@code errors} or both, not yet parsed; fails with {@link
     *     SubgraphException} and nothing else
     */
    Future<Buffer> send(SubgraphRequest request);
}
