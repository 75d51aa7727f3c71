package io.weir.transport.fanout;

import io.weir.execution.OperationRequest;
import io.weir.execution.Prepared;
import org.jspecify.annotations.Nullable;

/** A subscription of one client that starts once systems show what the client must see. Belongs to one event loop. */
final class GatedFeed implements Feed {

    private final Subscriptions subscriptions;
    private final OperationRequest request;
    private final Subscriber subscriber;
    private @Nullable Feed feed;
    private boolean cancelled;

    GatedFeed(Subscriptions subscriptions, OperationRequest request, Subscriber subscriber) {
        this.subscriptions = subscriptions;
        this.request = request;
        this.subscriber = subscriber;
    }

    /** Waits, then subscribes; the answer comes to the subscriber. */
    GatedFeed begin(Prepared.Gated gated) {
        gated.open().onSuccess(this::onOpen);
        return this;
    }

    private void onOpen(Prepared prepared) {
        if (cancelled) {
            return;
        }
        if (prepared instanceof Prepared.Refused refused) {
            subscriber.onRefused(refused.errors());
        } else {
            feed = subscriptions.join((Prepared.Subscription) prepared, request, subscriber);
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        if (feed != null) {
            feed.cancel();
        }
    }

    @Override
    public void onDrained() {
        if (feed != null) {
            feed.onDrained();
        }
    }
}
