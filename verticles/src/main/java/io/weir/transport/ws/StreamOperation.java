package io.weir.transport.ws;

import io.vertx.core.buffer.Buffer;
import io.weir.transport.fanout.Feed;
import io.weir.transport.fanout.SharedPayload;
import io.weir.transport.fanout.Subscriber;
import org.jspecify.annotations.Nullable;

/** A subscription: {@code next} any number of times, then perhaps {@code complete} or {@code error}. */
final class StreamOperation implements Operation, Subscriber {

    private final Connection connection;
    private final OperationId id;
    private @Nullable Feed feed;
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

    /** Gets hold of the subscription, which may have ended by now. */
    void onJoining(Feed joining) {
        feed = joining;
        if (ended) {
            joining.cancel();
        }
    }

    /** The socket has room again. */
    void onDrained() {
        if (feed != null) {
            feed.onDrained();
        }
    }

    @Override
    public void cancel() {
        ended = true;
        starting = false;
        if (feed != null) {
            feed.cancel();
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

    /** The protocol has no word for it; the next response says more. */
    @Override
    public void onPosition(SharedPayload position) {}

    @Override
    public void onBroken(Buffer errors) {
        onRefused(errors);
    }

    @Override
    public boolean full() {
        return connection.full();
    }

    @Override
    public void onStalled() {
        connection.onSlow();
    }

    @Override
    public void onComplete() {
        if (!ended) {
            ended = true;
            connection.onComplete(this);
        }
    }
}
