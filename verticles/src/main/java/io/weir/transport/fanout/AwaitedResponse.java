package io.weir.transport.fanout;

import io.vertx.core.buffer.Buffer;
import io.weir.execution.Prepared;
import io.weir.telemetry.Metrics;

/** A subscription of one client that gives exactly one response: a stream of its own, in no group. */
final class AwaitedResponse implements Prepared.Listener {

    private final Subscriber subscriber;
    private final Metrics metrics;
    private boolean live;

    AwaitedResponse(Subscriber subscriber, Metrics metrics) {
        this.subscriber = subscriber;
        this.metrics = metrics;
    }

    /** Subscribes. */
    Feed begin(Prepared.Awaited awaited) {
        Runnable cancel = awaited.begin(this);
        return () -> {
            over();
            cancel.run();
        };
    }

    @Override
    public void onLive() {
        live = true;
        metrics.subscriptions().increment();
        subscriber.onLive();
    }

    @Override
    public void onRefused(Buffer errors) {
        subscriber.onRefused(errors);
    }

    @Override
    public void onResponse(Buffer response) {
        over();
        SharedPayload payload = new SharedPayload(response);
        subscriber.onNext(payload);
        payload.release();
        metrics.framesOut().increment();
        subscriber.onComplete();
    }

    private void over() {
        if (live) {
            live = false;
            metrics.subscriptions().decrement();
        }
    }
}
