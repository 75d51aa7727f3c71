package io.weir.transport.ws;

import io.weir.execution.OperationResponse;

/** A query or mutation: one {@code next}, then {@code complete}. */
final class SingleResultOperation implements Operation {

    private final Connection connection;
    private final OperationId id;
    private boolean cancelled;

    SingleResultOperation(Connection connection, OperationId id) {
        this.connection = connection;
        this.id = id;
    }

    @Override
    public OperationId id() {
        return id;
    }

    /** A mutation that began runs to its end; its result goes nowhere. */
    @Override
    public void cancel() {
        cancelled = true;
    }

    void onResponse(OperationResponse response) {
        if (cancelled) {
            return;
        }
        if (response.refusal() != null) {
            connection.onRefused(this, response.refusal().errors());
        } else {
            connection.onResponse(this, response.body());
        }
    }
}
