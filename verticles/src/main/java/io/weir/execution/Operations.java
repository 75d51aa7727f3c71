package io.weir.execution;

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
}
