package io.weir.execution;

/** Where transports and triggers bring a request. Thread-safe. */
public interface Operations {

    /**
     * Parses, validates and plans a request and coerces its variables; parsed documents and plans are cached. Never
     * throws for anything a client can send: that is {@link Prepared.Refused}.
     */
    Prepared prepare(OperationRequest request);
}
