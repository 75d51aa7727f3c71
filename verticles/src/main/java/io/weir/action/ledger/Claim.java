package io.weir.action.ledger;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionFailure;
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
        boolean cancelRequested) {

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
