package io.weir.bridge.rabbitmq;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.bus.PublishOutcome;
import java.util.concurrent.atomic.AtomicInteger;

/** An event under way to the broker: settled once, by whichever comes first of confirm, failure and deadline. */
final class Unconfirmed {

    /** Its place is given back when it is both written and settled: until then something holds its bytes. */
    private final AtomicInteger holds = new AtomicInteger(2);

    private final Promise<PublishOutcome> outcome = Promise.promise();
    private final long deadlineNanos;
    private final Runnable leave;
    private volatile Runnable forget = () -> {};

    Unconfirmed(long deadlineNanos, Runnable leave) {
        this.deadlineNanos = deadlineNanos;
        this.leave = leave;
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
        release();
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
            release();
        }
    }

    private void release() {
        if (holds.decrementAndGet() == 0) {
            leave.run();
        }
    }
}
