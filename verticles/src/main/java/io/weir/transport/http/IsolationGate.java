package io.weir.transport.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.weir.cluster.Peers;
import io.weir.error.ErrorCode;

/**
 * Refuses everything while the node sees fewer nodes than its cluster must have: what it answered might be long outdated
 * on the other side of the cut.
 */
public final class IsolationGate implements Handler<HttpServerRequest> {

    private static final int UNAVAILABLE = 503;

    private final Peers peers;
    private final Handler<HttpServerRequest> behind;

    /** Stands before whoever answers otherwise. */
    public IsolationGate(Peers peers, Handler<HttpServerRequest> behind) {
        this.peers = peers;
        this.behind = behind;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (!peers.members().isolated()) {
            behind.handle(request);
            return;
        }
        Replies.problem(
                request,
                ResultType.JSON,
                new HttpProblem(
                        UNAVAILABLE,
                        "this node has lost the others of its cluster; try again, another one may answer",
                        ErrorCode.NODE_ISOLATED.name()));
    }
}
