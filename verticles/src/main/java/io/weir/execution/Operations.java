package io.weir.execution;

import io.vertx.core.Future;
import io.weir.source.ActionException;
import io.weir.subgraph.ForwardedHeaders;

/** Where transports and triggers bring a request. Thread-safe. */
public interface Operations {

    /**
     * Parses, validates and plans a request and coerces its variables; parsed documents and plans are cached. Never
     * throws for anything a client can send: that is {@link Prepared.Refused}.
     */
    Prepared prepare(OperationRequest request);

    /** Which of a client's headers a request carries. */
    default ForwardedHeaders headers() {
        return ForwardedHeaders.NONE;
    }

    /** Which of a client's headers its actions may see. */
    default ActionHeaders actionHeaders() {
        return ActionHeaders.NONE;
    }

    /**
     * How the action of this id stands, with its result as the mutation selected it.
     *
     * @return fails with {@link ActionException} when there is no such action, or it cannot be read
     */
    default Future<StoredAction> action(String id) {
        return Future.failedFuture(new ActionException(ActionErrors.notFound()));
    }
}
