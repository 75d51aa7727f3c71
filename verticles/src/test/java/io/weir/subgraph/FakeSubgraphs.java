package io.weir.subgraph;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** Subgraphs that answer when they are told to; keeps what was asked, in order. */
final class FakeSubgraphs implements SubgraphClient {

    private final List<SubgraphRequest> requests = new ArrayList<>();
    private final List<Promise<Buffer>> replies = new ArrayList<>();

    @Override
    public synchronized Future<Buffer> send(SubgraphRequest request) {
        Promise<Buffer> reply = Promise.promise();
        requests.add(request);
        replies.add(reply);
        return reply.future();
    }

    synchronized List<SubgraphRequest> requests() {
        return List.copyOf(requests);
    }

    /** Answers the request of that number, from 0. */
    synchronized void answer(int number, String reply) {
        replies.get(number).complete(Buffer.buffer(reply));
    }

    synchronized void fail(int number, SubgraphException failure) {
        replies.get(number).fail(failure);
    }
}
