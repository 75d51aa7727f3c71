package io.weir.action.ledger;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionFailure;
import io.weir.bus.GateReport;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a claim ends, or what is to be kept of it. */
public sealed interface Settlement {

    /** How the attempt ended that was begun under the claim, if one was. */
    Optional<Attempt> attempt();

    /**
     * How an attempt ended.
     *
     * @param httpStatus of the handler's answer; 0 when there was none
     * @param code empty when it succeeded
     * @param detail fit for the client
     */
    record Attempt(int number, int httpStatus, String code, String detail) {}

    /**
     * The handler did it.
     *
     * @param result one JSON value as UTF-8 bytes
     * @param gate how the wait for the systems ended that it affects; null when it affects none
     */
    record Completed(
            Optional<Attempt> attempt,
            Buffer result,
            @Nullable GateReport gate) implements Settlement {

        /** It affects no system. */
        public Completed(Optional<Attempt> attempt, Buffer result) {
            this(attempt, result, null);
        }
    }

    /**
     * The handler did it, and the action goes on under the same lease: it waits for the systems that it affects. Who takes
     * the lease over calls no handler.
     *
     * @param result one JSON value as UTF-8 bytes
     * @param gate how far the systems are, as far as that is known; null when nothing is
     */
    record Answered(
            Optional<Attempt> attempt,
            Buffer result,
            @Nullable GateReport gate) implements Settlement {}

    /** It will not be done. */
    record Failed(Optional<Attempt> attempt, ActionFailure failure) implements Settlement {}

    /** Another attempt follows, unless a client has taken it back meanwhile: then it is cancelled. */
    record Again(Optional<Attempt> attempt, Duration pause, ActionFailure last) implements Settlement {}

    /**
     * The lease is given back; nothing was tried. It counts neither as an attempt nor as a lost lease. What the handler has
     * answered is kept.
     */
    record Released(Duration pause) implements Settlement {
        @Override
        public Optional<Attempt> attempt() {
            return Optional.empty();
        }
    }
}
