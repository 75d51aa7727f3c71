package io.weir.flow;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A loop whose turns are asynchronous. Turns that are composed with the one before, each by the one before it, make a
 * chain of futures as long as there were turns, and the last one completes them all on one stack: after some thousand it
 * overflows, and who waits is never told. Here a turn is forgotten when the next begins, so that a loop may go on for as
 * long as it has to.
 */
public final class Loop {

    private Loop() {}

    /**
     * Goes on from {@code first} until {@code last} holds, which may be at once.
     *
     * @param turn what comes after a value; its futures end on the caller's context, or the loop goes on where they do
     * @return the value that is the last; fails, and ends the loop, with the first turn that fails or throws
     */
    public static <T> Future<T> until(Predicate<T> last, T first, Function<T, Future<T>> turn) {
        Promise<T> ended = Promise.promise();
        go(last, first, turn, ended);
        return ended.future();
    }

    /** Turns that are over at once go round here, on the stack of one. */
    private static <T> void go(Predicate<T> last, T from, Function<T, Future<T>> turn, Promise<T> ended) {
        T value = from;
        try {
            while (!last.test(value)) {
                Future<T> next = turn.apply(value);
                if (!next.succeeded()) {
                    next.onSuccess(later -> go(last, later, turn, ended)).onFailure(ended::fail);
                    return;
                }
                value = next.result();
            }
        } catch (RuntimeException e) {
            ended.fail(e);
            return;
        }
        ended.complete(value);
    }
}
