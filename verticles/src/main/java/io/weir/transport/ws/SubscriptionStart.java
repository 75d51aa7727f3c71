package io.weir.transport.ws;

import io.weir.execution.OperationRequest;
import io.weir.execution.Prepared;
import io.weir.transport.fanout.Feed;
import io.weir.transport.fanout.Subscriber;

/** Where subscriptions start: {@link io.weir.transport.fanout.Subscriptions#join}. */
@FunctionalInterface
interface SubscriptionStart {

    /** Subscribes, and gives what the subscriber holds of the subscription. */
    Feed join(Prepared.Subscription subscription, OperationRequest request, Subscriber subscriber);
}
