package io.weir.execution;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.weir.subgraph.SubgraphClient;
import io.weir.subgraph.SubgraphFailure;
import io.weir.subgraph.SubgraphRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** Subgraphs that answer what they were told, in order, at once or when they are let. */
final class ScriptedSubgraphs implements SubgraphClient {

    private final List<SubgraphRequest> requests = new ArrayList<>();
    private final Map<String, Queue<String>> replies = new HashMap<>();
    private final Map<String, Queue<Promise<Buffer>>> held = new HashMap<>();

    /** The next answer of a subgraph; one without an answer cannot be reached. */
    ScriptedSubgraphs reply(String subgraph, String json) {
        replies.computeIfAbsent(subgraph, name -> new ArrayDeque<>()).add(json);
        return this;
    }

    /** A subgraph that does not answer before {@link #answer}. */
    ScriptedSubgraphs hold(String subgraph) {
        held.put(subgraph, new ArrayDeque<>());
        return this;
    }

    /** Answers the oldest request that waits. */
    void answer(String subgraph, String json) {
        held.get(subgraph).remove().complete(Buffer.buffer(json));
    }

    /** What was asked, as {@code subgraph body}. */
    List<String> asked() {
        return requests.stream()
                .map(request -> request.subgraph() + " " + request.body())
                .toList();
    }

    List<SubgraphRequest> requests() {
        return requests;
    }

    @Override
    public Future<Buffer> send(SubgraphRequest request) {
        requests.add(request);
        if (held.containsKey(request.subgraph())) {
            Promise<Buffer> promise = Promise.promise();
            held.get(request.subgraph()).add(promise);
            return promise.future();
        }
        String reply =
                replies.getOrDefault(request.subgraph(), new ArrayDeque<>()).poll();
        return reply == null
                ? Future.failedFuture(SubgraphFailure.UNREACHABLE.of(request.subgraph()))
                : Future.succeededFuture(Buffer.buffer(reply));
    }
}
