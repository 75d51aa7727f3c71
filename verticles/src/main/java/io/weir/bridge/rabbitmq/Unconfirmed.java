package io.weir.bridge.rabbitmq;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.bus.PublishOutcome;

/** An event under way to the broker: settled once, by whichever comes first of confirm, failure and deadline. */
final class Unconfirmed {

    private final Promise<PublishOutcome> outcome = Promise.promise();
    private final long deadlineNanos;
    private final Place place;
    private volatile Runnable forget = () -> {};

    Unconfirmed(long deadlineNanos, Runnable leave) {
        this.deadlineNanos = deadlineNanos;
        this.place = new Place(leave);
    }

    Future<PublishOutcome> outcome() {
        return outcome.future();
    }

    boolean isSettled() {
        return outcome.future().isComplete();
    }

    boolean isDue(long nowNanos) {
        return nowNanos - deadlineNanos >= 0;
    }

    void onWriting(Runnable forget) {
        this.forget = forget;
    }

    void onWritten() {
        place.release();
    }

    void onAccepted() {
        settle(new PublishOutcome(true, ""));
    }

    void onRefused(String reason) {
        settle(new PublishOutcome(false, reason));
    }

    private void settle(PublishOutcome result) {
        if (outcome.tryComplete(result)) {
            forget.run();
            place.release();
        }
    }
}
