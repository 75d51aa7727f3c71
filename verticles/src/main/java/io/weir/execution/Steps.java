package io.weir.execution;

import io.vertx.core.Future;
import java.util.function.Function;

/** Steps one after another, without a future for each where there is nothing to wait for: most answers are there. */
final class Steps {

    private Steps() {}

    /** As {@link Future#compose}, but at once when the step before has succeeded. */
    static <T, R> Future<R> then(Future<T> before, Function<T, Future<R>> next) {
        if (!before.succeeded()) {
            return before.compose(next);
        }
        try {
            return next.apply(before.result());
        } catch (RuntimeException fault) {
            return Future.failedFuture(fault);
        }
    }

    /** As {@link Future#map}, but at once when the step before has succeeded. */
    static <T, R> Future<R> map(Future<T> before, Function<T, R> next) {
        return then(before, value -> Future.succeededFuture(next.apply(value)));
    }
}
