package io.weir.delivery;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.flow.Timing;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Asks the store or the log until it answers, or nobody wants to know any more: then the future never completes. Belongs to
 * one event loop.
 */
final class Persistence {

    private final Timing timing;
    private final Duration pause;
    private boolean ended;

    Persistence(Timing timing, Duration pause) {
        this.timing = timing;
        this.pause = pause;
    }

    /** Nobody wants to know any more. */
    void end() {
        ended = true;
    }

    <T> Future<T> persist(Supplier<Future<T>> request) {
        Promise<T> answer = Promise.promise();
        ask(request, answer);
        return answer.future();
    }

    private <T> void ask(Supplier<Future<T>> request, Promise<T> answer) {
        request.get().onComplete((value, failure) -> {
            if (ended) {
                return;
            }
            if (failure == null) {
                answer.complete(value);
            } else {
                timing.after(pause, () -> askAgain(request, answer));
            }
        });
    }

    private <T> void askAgain(Supplier<Future<T>> request, Promise<T> answer) {
        if (!ended) {
            ask(request, answer);
        }
    }
}
