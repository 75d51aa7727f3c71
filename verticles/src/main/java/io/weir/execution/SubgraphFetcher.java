package io.weir.execution;

import graphql.execution.CoercedVariables;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.plan.EntityCall;
import io.weir.plan.SubgraphFetch;
import io.weir.subgraph.SubgraphClient;
import io.weir.subgraph.SubgraphException;
import io.weir.subgraph.SubgraphRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what the {@link SubgraphFetch} nodes of one execution say: asks, and merges what comes. Whatever a subgraph
 * answers or does not answer, a fetch ends, and the merged data say what is missing. Belongs to one Vert.x context.
 */
final class SubgraphFetcher {

    private static final Logger LOG = LoggerFactory.getLogger(SubgraphFetcher.class);

    /** Representations in one request; more are asked for in several at once. */
    static final int MAX_REPRESENTATIONS = 500;

    private final SubgraphClient client;
    private final Map<String, String> headers;
    private final int depth;
    private final @Nullable String key;
    private final CoercedVariables variables;
    private final ReplyErrors errors;
    private final Patience patience;
    private final Merged merged;

    /**
     * Fetches for one execution.
     *
     * @param headers those of the client's request that go along
     * @param depth how many events of ours led to the request
     * @param key what repeating the request does nothing anew under; null for none
     * @param patience with entities that do not exist yet
     */
    SubgraphFetcher(
            SubgraphClient client,
            Map<String, String> headers,
            int depth,
            @Nullable String key,
            CoercedVariables variables,
            ReplyErrors errors,
            Patience patience,
            Merged merged) {
        this.client = client;
        this.headers = headers;
        this.depth = depth;
        this.key = key;
        this.variables = variables;
        this.errors = errors;
        this.patience = patience;
        this.merged = merged;
    }

    /** The same, for a query of other variables that is a part of the execution, and merges elsewhere. */
    SubgraphFetcher with(CoercedVariables own, Merged elsewhere) {
        return new SubgraphFetcher(client, headers, depth, key, own, errors, patience, elsewhere);
    }

    /** Completes once all that came is merged; never fails. */
    Future<Void> fetch(SubgraphFetch node) {
        if (node.entities().isEmpty()) {
            return ask(node, List.of(), 0).transform(came -> onRoot(node, came));
        }
        List<Representations> calls = new ArrayList<>(node.entities().size());
        int most = 0;
        for (EntityCall call : node.entities()) {
            Representations found = Representations.of(call, merged.root());
            most = Math.max(most, found.count());
            calls.add(found);
        }
        if (most == 0) {
            return Dataflow.DONE;
        }
        return most <= MAX_REPRESENTATIONS ? entities(node, calls, 0) : inParts(node, calls, most);
    }

    private Future<Void> inParts(SubgraphFetch node, List<Representations> calls, int most) {
        List<Future<Void>> parts = new ArrayList<>();
        for (int from = 0; from < most; from += MAX_REPRESENTATIONS) {
            List<Representations> part = new ArrayList<>(calls.size());
            for (Representations call : calls) {
                part.add(call.range(from, from + MAX_REPRESENTATIONS));
            }
            parts.add(entities(node, part, 0));
        }
        return Future.all(parts).mapEmpty();
    }

    private Future<Void> entities(SubgraphFetch node, List<Representations> calls, int attempt) {
        return ask(node, calls, attempt).transform(came -> onEntities(node, calls, attempt, came));
    }

    private Future<Buffer> ask(SubgraphFetch node, List<Representations> calls, int attempt) {
        Buffer body = RequestBody.of(node, variables, calls);
        return client.send(new SubgraphRequest(
                node.subgraph().name(),
                body,
                node.mutation(),
                headers,
                attempt,
                node.mutation() ? depth : 0,
                node.mutation() ? key : null));
    }

    private Future<Void> onRoot(SubgraphFetch node, AsyncResult<Buffer> came) {
        try {
            Reply reply = reply(node, came);
            RootReply.merge(node, reply, errors.of(node.subgraph(), reply), merged);
        } catch (RuntimeException failure) {
            Reason reason = reason(node, failure);
            merged.occurred(reason, merged.root(), List.of());
            Explanation.fields(merged.root(), node.rootKeys(), reason);
        }
        return Dataflow.DONE;
    }

    private Future<Void> onEntities(
            SubgraphFetch node, List<Representations> calls, int attempt, AsyncResult<Buffer> came) {
        try {
            Reply reply = reply(node, came);
            List<ReplyErrors.Entry> entries = errors.of(node.subgraph(), reply);
            List<Representations> again =
                    entries.isEmpty() && patience.lasts(attempt) ? EntityReply.unanswered(calls, reply) : List.of();
            EntityReply.merge(
                    calls, reply, entries, errors.malformed(node.subgraph().name()), merged);
            return again.isEmpty()
                    ? Dataflow.DONE
                    : patience.pause(attempt).compose(pause -> entities(node, again, attempt + 1));
        } catch (RuntimeException failure) {
            EntityReply.fail(calls, reason(node, failure), merged);
            return Dataflow.DONE;
        }
    }

    private static Reply reply(SubgraphFetch node, AsyncResult<Buffer> came) {
        if (came.failed()) {
            throw came.cause() instanceof RuntimeException failure ? failure : new IllegalStateException(came.cause());
        }
        return Reply.parse(came.result(), node.subgraph().name());
    }

    private Reason reason(SubgraphFetch node, RuntimeException failure) {
        if (failure instanceof SubgraphException said) {
            return errors.of(node.subgraph().name(), said);
        }
        LOG.error("a reply of a subgraph could not be merged", failure);
        return errors.unforeseen(node.subgraph().name());
    }
}
