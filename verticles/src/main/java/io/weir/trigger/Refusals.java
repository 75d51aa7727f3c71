package io.weir.trigger;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.weir.bus.BusFailure;
import io.weir.bus.JoinRefused;
import io.weir.bus.LogGap;
import io.weir.error.ErrorCode;
import io.weir.execution.Errors;
import io.weir.execution.EventStream;
import io.weir.plan.RequestError;
import io.weir.plan.RequestErrors;
import java.util.List;

/** Why a subscription does not start, as its client hears it. */
final class Refusals {

    private static final String UNAVAILABLE = "the log of this topic does not answer; try again";

    private Refusals() {}

    static JoinRefused of(RequestErrors errors) {
        return new JoinRefused(Errors.json(errors.errors()));
    }

    /** The log was asked for a stream's place or events, and this is what came of it. */
    static JoinRefused of(Throwable failure, EventStream stream) {
        if (failure instanceof LogGapException missing) {
            LogGap gap = missing.gap();
            return new JoinRefused(Errors.resumeGap(
                    stream.eventId(gap.store(), gap.earliest(), gap.earliestId()),
                    stream.eventId(gap.store(), gap.latest(), null)));
        }
        boolean said = failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE;
        if (said && failure instanceof ReplyException reply) {
            boolean store = BusFailure.ofCode(reply.failureCode()) == BusFailure.STORE_UNAVAILABLE;
            ErrorCode code = store ? ErrorCode.STORE_UNAVAILABLE : ErrorCode.PROVIDER_UNAVAILABLE;
            return refused(String.valueOf(failure.getMessage()), code);
        }
        return unavailable();
    }

    /** Nobody knows the place, or has the events, now. */
    static JoinRefused unavailable() {
        return refused(UNAVAILABLE, ErrorCode.STORE_UNAVAILABLE);
    }

    /** The value that a stream begins with was not to be had in time. */
    static JoinRefused overloaded() {
        return refused(
                "events of this topic come faster than they can be completed; try again", ErrorCode.EVENTS_LEFT_OUT);
    }

    /** A stream that is not logged cannot go on from anywhere. */
    static JoinRefused notLogged() {
        return refused(
                "the events of this topic are not kept, so that the stream cannot go on from one: subscribe anew",
                ErrorCode.BAD_USER_INPUT);
    }

    private static JoinRefused refused(String message, ErrorCode code) {
        return new JoinRefused(Errors.json(List.of(RequestError.of(message, code.name()))));
    }
}
