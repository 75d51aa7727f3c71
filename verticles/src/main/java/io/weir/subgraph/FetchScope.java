package io.weir.subgraph;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Sends equal queries once for all that one event causes: groups of subscribers whose plans share a fetch share its
 * reply, whether it is still under way or not. Never joins a fetch from before the event, which may know nothing of it.
 * Belongs to one event loop, and lives as long as the event.
 */
public final class FetchScope implements SubgraphClient {

    private final SubgraphClient client;
    private final ForwardedHeaders headers;
    private final Map<FetchKey, Future<Buffer>> fetches = new HashMap<>();

    /** Sends through {@code client}, which must not share fetches with others. */
    FetchScope(SubgraphClient client, ForwardedHeaders headers) {
        this.client = client;
        this.headers = headers;
    }

    @Override
    public Future<Buffer> send(SubgraphRequest request) {
        return request.mutation()
                ? client.send(request)
                : fetches.computeIfAbsent(FetchKey.of(request, headers, 0), key -> client.send(request));
    }
}
