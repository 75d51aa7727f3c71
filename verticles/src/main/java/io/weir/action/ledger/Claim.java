package io.weir.action.ledger;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionFailure;
import io.weir.bus.GateReport;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The lease of an action, and what there is to do.
 *
 * @param epoch grows with each claim; every write names it
 * @param attempts how many were begun before
 * @param unknownOutcome whether the last attempt was begun and never ended
 * @param lost how many leases in a row ran out
 * @param awaited whether a client waits for it (SYNC)
 * @param maxAttempts how many there may be
 * @param deadlineMillis how much time is left for attempts, by the database's clock at the claim
 * @param ageMillis how long ago it was accepted, at the claim
 * @param last why the attempt before failed; null when none has
 * @param cancelRequested whether a client took it back while it was in progress
 * @param answer what the handler answered; null when it has not, and is to be called
 */
public record Claim(
        UUID id,
        long epoch,
        String field,
        Buffer arguments,
        Map<String, String> headers,
        int attempts,
        int maxAttempts,
        boolean unknownOutcome,
        int lost,
        boolean awaited,
        long deadlineMillis,
        long ageMillis,
        @Nullable ActionFailure last,
        boolean cancelRequested,
        @Nullable Answer answer) {

    /**
     * What the handler answered under an earlier lease, or this one.
     *
     * @param result one JSON value as UTF-8 bytes
     * @param ageMillis how long ago that was, by the database's clock at the claim
     * @param gate how far the systems were, and what they must reach, as far as it was known then; null when nothing was
     */
    public record Answer(
            Buffer result, long ageMillis, @Nullable GateReport gate) {}

    /** A claim of an action whose handler has not done it. */
    public Claim(
            UUID id,
            long epoch,
            String field,
            Buffer arguments,
            Map<String, String> headers,
            int attempts,
            int maxAttempts,
            boolean unknownOutcome,
            int lost,
            boolean awaited,
            long deadlineMillis,
            long ageMillis,
            @Nullable ActionFailure last,
            boolean cancelRequested) {
        this(
                id,
                epoch,
                field,
                arguments,
                headers,
                attempts,
                maxAttempts,
                unknownOutcome,
                lost,
                awaited,
                deadlineMillis,
                ageMillis,
                last,
                cancelRequested,
                null);
    }

    /** Copies the headers. */
    public Claim {
        headers = Map.copyOf(headers);
    }

    /** The headers are the client's secrets, and so may be the arguments. */
    @Override
    public String toString() {
        return "Claim[" + id + " of " + field + ", epoch " + epoch + "]";
    }
}
