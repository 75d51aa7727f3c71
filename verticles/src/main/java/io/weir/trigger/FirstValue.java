package io.weir.trigger;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;

/** The value of now that subscribers to changes wait for. Belongs to one event loop. */
final class FirstValue {

    /** Why there is none. */
    static final String LEFT_OUT = "the first value was left out";

    private final long number;
    private final Promise<Value> promise = Promise.promise();

    /** It will be seen under this number. */
    FirstValue(long number) {
        this.number = number;
    }

    /**
     * What was seen.
     *
     * @param next the sequence of the first result that may differ from it
     */
    record Value(Buffer response, long next) {}

    long number() {
        return number;
    }

    /** Completes when it was seen, fails when it will not be. */
    Future<Value> value() {
        return promise.future();
    }

    void complete(Buffer response) {
        promise.complete(new Value(response, number + 1));
    }

    void fail() {
        promise.fail(LEFT_OUT);
    }
}
