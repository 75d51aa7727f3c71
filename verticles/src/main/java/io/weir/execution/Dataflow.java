package io.weir.execution;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.plan.FetchGraph;
import io.weir.plan.FetchNode;
import java.util.List;
import java.util.function.Function;

/**
 * Runs the nodes of a {@link FetchGraph}, each as soon as those it depends on have ended. Belongs to one Vert.x context:
 * a node ends there, and so starts the next ones.
 */
final class Dataflow {

    static final Future<Void> DONE = Future.succeededFuture();

    private final List<FetchNode> nodes;
    private final Function<FetchNode, Future<Void>> fetch;
    private final Promise<Void> ended = Promise.promise();
    /** How many nodes each node still waits for. */
    private final int[] waitsFor;

    private int running;

    private Dataflow(FetchGraph graph, Function<FetchNode, Future<Void>> fetch) {
        this.nodes = graph.nodes();
        this.fetch = fetch;
        this.waitsFor = new int[nodes.size()];
        this.running = nodes.size();
    }

    /**
     * Runs a graph.
     *
     * @param fetch does what a node says; should it fail all the same, that is a fault of ours
     * @return completes once all nodes have ended; at once when none was asynchronous; fails with the first fault, so that
     *     no one takes for null what was never merged
     */
    static Future<Void> run(FetchGraph graph, Function<FetchNode, Future<Void>> fetch) {
        if (graph.empty()) {
            return DONE;
        }
        return graph.nodes().size() == 1 ? guarded(fetch, graph.nodes().get(0)) : new Dataflow(graph, fetch).start();
    }

    private Future<Void> start() {
        for (int i = 0; i < waitsFor.length; i++) {
            waitsFor[i] = nodes.get(i).dependsOn().length;
        }
        for (int i = 0; i < waitsFor.length; i++) {
            if (nodes.get(i).dependsOn().length == 0) {
                start(i);
            }
        }
        return ended.future();
    }

    private void start(int node) {
        guarded(fetch, nodes.get(node)).onComplete(end -> {
            if (end.failed()) {
                ended.tryFail(end.cause());
            }
            onEnd(node);
        });
    }

    /** What throws would leave those who wait for the node without an end. */
    private static Future<Void> guarded(Function<FetchNode, Future<Void>> fetch, FetchNode node) {
        try {
            return fetch.apply(node);
        } catch (RuntimeException fault) {
            return Future.failedFuture(fault);
        }
    }

    /** A node depends only on nodes before it. */
    private void onEnd(int node) {
        for (int i = node + 1; i < waitsFor.length; i++) {
            if (dependsOn(i, node) && --waitsFor[i] == 0) {
                start(i);
            }
        }
        if (--running == 0) {
            ended.tryComplete();
        }
    }

    private boolean dependsOn(int node, int other) {
        for (int dependency : nodes.get(node).dependsOn()) {
            if (dependency == other) {
                return true;
            }
        }
        return false;
    }
}
