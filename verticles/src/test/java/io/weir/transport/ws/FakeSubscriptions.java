package io.weir.transport.ws;

import io.vertx.core.buffer.Buffer;
import io.weir.execution.OperationRequest;
import io.weir.execution.Prepared;
import io.weir.transport.fanout.Delivery;
import io.weir.transport.fanout.Feed;
import io.weir.transport.fanout.SharedPayload;
import io.weir.transport.fanout.Subscriber;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps who asked for what; the test says what becomes of it. */
final class FakeSubscriptions implements SubscriptionStart {

    final List<Subscription> all = new CopyOnWriteArrayList<>();

    @Override
    public Feed join(Prepared.Subscription to, OperationRequest request, Subscriber subscriber) {
        Subscription subscription = new Subscription(((Prepared.Stream) to).topic(), request, subscriber);
        all.add(subscription);
        return () -> subscription.left++;
    }

    /** Hands one result to all of them, as a group gets it. */
    void next(String response) {
        SharedPayload payload = new SharedPayload(Buffer.buffer(response));
        all.forEach(subscription -> subscription.subscriber.onNext(payload));
        payload.release();
    }

    Subscription get(int index) {
        return all.get(index);
    }

    static final class Subscription {

        final String topic;
        final OperationRequest request;
        final Subscriber subscriber;
        volatile int left;

        Subscription(String topic, OperationRequest request, Subscriber subscriber) {
            this.topic = topic;
            this.request = request;
            this.subscriber = subscriber;
        }

        void live() {
            subscriber.onLive();
        }

        void refused(String errors) {
            subscriber.onRefused(Buffer.buffer(errors));
        }

        void next(String response) {
            SharedPayload payload = new SharedPayload(Buffer.buffer(response));
            subscriber.onNext(payload);
            payload.release();
        }

        void nextResumable(String response, String eventId) {
            subscriber.onNext(new SharedPayload(Buffer.buffer(response), Delivery.RESUMABLE, false, eventId));
        }

        void complete() {
            subscriber.onComplete();
        }
    }
}
