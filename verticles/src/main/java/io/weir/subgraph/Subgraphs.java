package io.weir.subgraph;

import io.vertx.core.Future;
import java.util.function.Consumer;

/** All subgraphs of a node, as those see them that execute operations. Thread-safe. */
public final class Subgraphs {

    private final SubgraphClient client;
    private final ForwardedHeaders headers;
    private final Consumer<String> joined;
    private final SharedFetches shared;

    /**
     * Asks through a client that shares nothing.
     *
     * @param headers which of a client's headers go where
     */
    public Subgraphs(SubgraphClient client, ForwardedHeaders headers) {
        this(client, headers, subgraph -> {});
    }

    private Subgraphs(SubgraphClient client, ForwardedHeaders headers, Consumer<String> joined) {
        this.client = client;
        this.headers = headers;
        this.joined = joined;
        this.shared = new SharedFetches(client, headers, joined);
    }

    /** Asks over HTTP, and counts what is shared. */
    public static Subgraphs over(HttpSubgraphClient client, ForwardedHeaders headers) {
        return new Subgraphs(client, headers, client::joined);
    }

    /**
     * Asks one subgraph in this process, and the others over HTTP.
     *
     * @param ours the name of that one
     * @param joined hears of each request to it that another one answers
     */
    public static Subgraphs over(
            HttpSubgraphClient client, ForwardedHeaders headers, String ours, SubgraphClient own, Runnable joined) {
        return new Subgraphs(
                request -> request.subgraph().equals(ours) ? own.send(request) : client.send(request),
                headers,
                subgraph -> {
                    if (subgraph.equals(ours)) {
                        joined.run();
                    } else {
                        client.joined(subgraph);
                    }
                });
    }

    /** A node without subgraphs: whoever asks one is told that it cannot be reached. */
    public static Subgraphs none() {
        return new Subgraphs(
                request -> Future.failedFuture(SubgraphFailure.UNREACHABLE.of(request.subgraph())),
                ForwardedHeaders.NONE);
    }

    /** For queries and mutations: joins equal queries of all clients that are under way. */
    public SubgraphClient forOperations() {
        return shared;
    }

    /** For one event: its own queries are sent once, and join none from before it. Belongs to one event loop. */
    public FetchScope forEvent() {
        return new FetchScope(client, headers, joined);
    }

    /**
     * A mutation that reached no subgraph has finished, such as one that published: queries from here on join none from
     * before. Mutations of subgraphs are seen without this.
     */
    public void mutationFinished() {
        shared.mutationFinished();
    }

    /** Which of a client's headers go along. */
    public ForwardedHeaders headers() {
        return headers;
    }
}
