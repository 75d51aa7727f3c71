package io.weir.bridge;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.bus.PublishOutcome;

/** An event under way to the broker: settled once, by whichever comes first of confirm, failure and deadline. */
public final class Unconfirmed {

    private final Promise<PublishOutcome> outcome = Promise.promise();
    private final long deadlineNanos;
    private final Place place;
    private volatile Runnable forget = () -> {};

    /** Overdue from the deadline on; calls {@code leave} once it is written and settled. */
    public Unconfirmed(long deadlineNanos, Runnable leave) {
        this.deadlineNanos = deadlineNanos;
        this.place = new Place(leave);
    }

    /** Comes on any thread. */
    public Future<PublishOutcome> outcome() {
        return outcome.future();
    }

    /** Whether the outcome is known. */
    public boolean isSettled() {
        return outcome.future().isComplete();
    }

    /** Whether it has waited too long. */
    public boolean isDue(long nowNanos) {
        return nowNanos - deadlineNanos >= 0;
    }

    /** It is about to be written: {@code forget} is called when it is settled. */
    public void onWriting(Runnable forget) {
        this.forget = forget;
    }

    /** It was written, or never will be. */
    public void onWritten() {
        place.release();
    }

    /** The broker has it. */
    public void onAccepted() {
        settle(new PublishOutcome(true, ""));
    }

    /** It may not have it; for a client. */
    public void onRefused(String reason) {
        settle(new PublishOutcome(false, reason));
    }

    private void settle(PublishOutcome result) {
        if (outcome.tryComplete(result)) {
            forget.run();
            place.release();
        }
    }
}
