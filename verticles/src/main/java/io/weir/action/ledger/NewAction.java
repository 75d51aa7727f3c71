package io.weir.action.ledger;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionOperation;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionState;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An action to be stored.
 *
 * @param id chosen by the caller, unguessable
 * @param field the mutation's field
 * @param owner who may ask for it
 * @param arguments one JSON object as UTF-8 bytes
 * @param headers those that its templates name, and its trace; deleted once it has ended
 * @param operation the mutation
 * @param key names the action when it is repeated
 * @param serialKey actions of one key run one after another, whatever their fields; null for none
 * @param awaited whether a client waits for it to end (SYNC): after a loss of its lease it is judged by stricter rules
 * @param terms how often and how long it may be tried
 * @param claimedBy who holds its lease from the start; empty when it is left to be claimed
 */
public record NewAction(
        UUID id,
        String field,
        String owner,
        Buffer arguments,
        Map<String, String> headers,
        ActionOperation operation,
        Optional<Key> key,
        @Nullable String serialKey,
        boolean awaited,
        Terms terms,
        Optional<Holder> claimedBy) {

    /**
     * An idempotency key. It belongs to the owner and the field.
     *
     * @param name as the client sent it
     * @param fingerprint of field and arguments: the same key with another one is refused
     */
    public record Key(String name, Buffer fingerprint) {}

    /** Who holds a lease, and for how long. */
    public record Holder(String node, Duration lease) {}

    /**
     * How it stands once it is stored.
     *
     * @param claimed whether its lease is held from the start
     * @param at when it was stored, in milliseconds since 1970
     */
    ActionReport accepted(boolean claimed, long at) {
        ActionState state = claimed ? ActionState.IN_PROGRESS : ActionState.ACCEPTED;
        return new ActionReport(id.toString(), field, state, at, 0, 0, null, null, false, null, null);
    }

    /** Its first lease, from the start. */
    Claim claim() {
        long deadlineMillis = terms.deadline().toMillis();
        return new Claim(
                id,
                1,
                field,
                arguments,
                headers,
                0,
                terms.attempts(),
                false,
                0,
                awaited,
                deadlineMillis,
                0,
                null,
                false);
    }

    /** The headers are the client's secrets, and so may be the arguments. */
    @Override
    public String toString() {
        return "NewAction[" + id + " of " + field + "]";
    }
}
