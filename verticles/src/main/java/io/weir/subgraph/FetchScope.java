package io.weir.subgraph;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Sends equal queries once for all that one event causes: groups of subscribers whose plans share a fetch share its
 * reply, whether it is still under way or not. Never joins a fetch from before the event, which may know nothing of it.
 * Belongs to one event loop, and lives as long as the event.
 */
public final class FetchScope implements SubgraphClient {

    private final SubgraphClient client;
    private final ForwardedHeaders headers;
    private final Consumer<String> joined;
    private final Map<FetchKey, Future<Buffer>> fetches = new HashMap<>();

    /**
     * Sends through {@code client}, which must not share fetches with others; {@code joined} hears the subgraph of each
     * request that another answers.
     */
    FetchScope(SubgraphClient client, ForwardedHeaders headers, Consumer<String> joined) {
        this.client = client;
        this.headers = headers;
        this.joined = joined;
    }

    @Override
    public Future<Buffer> send(SubgraphRequest request) {
        if (request.mutation()) {
            return client.send(request);
        }
        FetchKey key = FetchKey.of(request, headers, request.attempt());
        Future<Buffer> other = fetches.get(key);
        if (other != null) {
            joined.accept(request.subgraph());
            return other;
        }
        Future<Buffer> reply = client.send(request);
        fetches.put(key, reply);
        return reply;
    }
}
