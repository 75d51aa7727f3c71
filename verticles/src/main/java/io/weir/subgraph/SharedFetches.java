package io.weir.subgraph;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends equal queries that are under way at the same time once, for all operations of a node. A query never joins one
 * that was sent before the last mutation finished, so that who writes reads what was written. Whoever asked first has
 * no other part than the rest: a fetch runs to its end whoever leaves. Thread-safe.
 */
final class SharedFetches implements SubgraphClient {

    private final SubgraphClient client;
    private final ForwardedHeaders headers;
    private final Consumer<String> joined;
    private final ConcurrentMap<FetchKey, Future<Buffer>> underWay = new ConcurrentHashMap<>();
    private final AtomicLong generation = new AtomicLong();

    /** Sends through {@code client}; {@code joined} hears the subgraph of each request that another answers. */
    SharedFetches(SubgraphClient client, ForwardedHeaders headers, Consumer<String> joined) {
        this.client = client;
        this.headers = headers;
        this.joined = joined;
    }

    @Override
    public Future<Buffer> send(SubgraphRequest request) {
        return request.mutation()
                ? client.send(request).onComplete((reply, failure) -> mutationFinished())
                : read(request);
    }

    /** Something was written, whether it succeeded or not: queries from here on see it. */
    void mutationFinished() {
        generation.incrementAndGet();
    }

    private Future<Buffer> read(SubgraphRequest request) {
        FetchKey key = FetchKey.of(request, headers, generation.get());
        Promise<Buffer> mine = Promise.promise();
        Future<Buffer> other = underWay.putIfAbsent(key, mine.future());
        if (other != null) {
            joined.accept(request.subgraph());
            return onContext(other, Vertx.currentContext());
        }
        return sent(request).onComplete((reply, failure) -> {
            underWay.remove(key);
            mine.complete(reply, failure);
        });
    }

    /** A client that is being closed may throw: whoever has joined by then must hear of it. */
    private Future<Buffer> sent(SubgraphRequest request) {
        try {
            return client.send(request);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /** The fetch ends on the context of whoever asked first; each other goes on where it was. */
    private static Future<Buffer> onContext(Future<Buffer> other, @Nullable Context context) {
        if (context == null) {
            return other;
        }
        Promise<Buffer> here = Promise.promise();
        other.onComplete((reply, failure) -> context.runOnContext(turn -> here.complete(reply, failure)));
        return here.future();
    }
}
