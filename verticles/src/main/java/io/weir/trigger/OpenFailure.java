package io.weir.trigger;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.weir.bus.BusFailure;

/** Why a topic was not opened at a bridge. */
final class OpenFailure {

    private OpenFailure() {}

    /** Nobody could be asked. */
    static Throwable noBridge() {
        return new ReplyException(ReplyFailure.NO_HANDLERS, "no node has bridges");
    }

    /** The bridge had given this node up. */
    static Throwable givenUp() {
        return new ReplyException(ReplyFailure.NO_HANDLERS, "the bridge did not know this node");
    }

    /** Whether the bridge that was asked is not there, or does not know who asked: another choice may help. */
    static boolean gone(Throwable failure) {
        return failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
    }

    /** Whether the bridge has no broker now. */
    static boolean unavailable(Throwable failure) {
        return is(failure, BusFailure.PROVIDER_UNAVAILABLE);
    }

    /** Whether the broker does not allow it. */
    static boolean refused(Throwable failure) {
        return is(failure, BusFailure.REFUSED);
    }

    private static boolean is(Throwable failure, BusFailure what) {
        return failure instanceof ReplyException reply
                && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE
                && BusFailure.ofCode(reply.failureCode()) == what;
    }
}
