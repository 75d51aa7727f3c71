package io.weir.transport.ws;

import io.vertx.core.buffer.Buffer;
import io.weir.transport.fanout.SharedPayload;
import io.weir.transport.fanout.Subscriber;
import org.jspecify.annotations.Nullable;

/** A subscription: {@code next} any number of times, then perhaps {@code complete}; or {@code error}. */
final class StreamOperation implements Operation, Subscriber {

    private final Connection connection;
    private final OperationId id;
    private @Nullable Runnable leave;
    private boolean starting = true;
    private boolean ended;

    StreamOperation(Connection connection, OperationId id) {
        this.connection = connection;
        this.id = id;
    }

    @Override
    public OperationId id() {
        return id;
    }

    /** Whether it is neither live nor refused yet. */
    boolean starting() {
        return starting;
    }

    /** Says how to leave the subscription, as soon as that is known. */
    void onJoining(Runnable leave) {
        this.leave = leave;
        if (ended) {
            leave.run();
        }
    }

    @Override
    public void cancel() {
        ended = true;
        starting = false;
        if (leave != null) {
            leave.run();
        }
    }

    @Override
    public void onLive() {
        if (!ended) {
            starting = false;
            connection.onStarted();
        }
    }

    @Override
    public void onRefused(Buffer errors) {
        if (!ended) {
            ended = true;
            starting = false;
            connection.onRefused(this, errors);
        }
    }

    @Override
    public void onNext(SharedPayload payload) {
        if (!ended) {
            connection.onNext(this, payload);
        }
    }

    @Override
    public void onComplete() {
        if (!ended) {
            ended = true;
            connection.onComplete(this);
        }
    }
}
