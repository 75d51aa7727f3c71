package io.weir.bus;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * How an action stands.
 *
 * @param id its id; a text that clients may show
 * @param field the mutation's field
 * @param state where it is
 * @param acceptedAt milliseconds since 1970
 * @param finishedAt milliseconds since 1970; 0 while it has not ended
 * @param attempts how often the handler was called
 * @param result what the handler answered, one JSON value as UTF-8 bytes; present when it is {@link ActionState#COMPLETED}, and
 *     when the handler is done and the action waits for the systems that it affects
 * @param failure why it was not done; present when it has ended in another way
 * @param replayed whether this answers a mutation that repeated an idempotency key
 * @param operation the mutation that began it; only where details were asked for
 * @param log its attempts, a JSON array as UTF-8 bytes; only where details were asked for
 * @param gate how far the systems are that the write affects; null where it affects none, or that is not known yet
 */
public record ActionReport(
        String id,
        String field,
        ActionState state,
        long acceptedAt,
        long finishedAt,
        int attempts,
        @Nullable Buffer result,
        @Nullable ActionFailure failure,
        boolean replayed,
        @Nullable ActionOperation operation,
        @Nullable Buffer log,
        @Nullable GateReport gate)
        implements BusMessage {

    /** An action that affects no system. */
    public ActionReport(
            String id,
            String field,
            ActionState state,
            long acceptedAt,
            long finishedAt,
            int attempts,
            @Nullable Buffer result,
            @Nullable ActionFailure failure,
            boolean replayed,
            @Nullable ActionOperation operation,
            @Nullable Buffer log) {
        this(id, field, state, acceptedAt, finishedAt, attempts, result, failure, replayed, operation, log, null);
    }

    /** Whether the handler has done it, and the action has not ended: it waits for the systems that it affects. */
    public boolean committed() {
        return result != null && !state.ended();
    }

    /** The result is the client's. */
    @Override
    public String toString() {
        return "ActionReport[" + id + " of " + field + ", " + state + "]";
    }
}
