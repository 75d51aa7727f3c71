package io.weir.subgraph;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Asks subgraphs. Thread-safe unless it says otherwise; answers on the caller's context. */
public interface SubgraphClient {

    /**
     * Sends one GraphQL request.
     *
     * @return the reply, not yet parsed: a text between braces, so that who parses it and finds no object with {@code
     *     data} or {@code errors} says {@link SubgraphFailure#MALFORMED_REPLY}; shared, never to be changed; fails with
     *     {@link SubgraphException} and nothing else
     */
    Future<Buffer> send(SubgraphRequest request);
}
