package io.weir.action.ledger;

import io.vertx.core.Future;
import io.weir.bus.ActionReport;
import io.weir.bus.ChangeAction;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The durable record of every action. Its clock is the database's. Thread-safe; answers on the caller's context. Every
 * future fails with {@link io.weir.store.StoreException} when the store cannot be reached in time; what then became of a
 * write is said at each.
 */
public interface Ledger {

    /**
     * Stores a new action, or finds the one that its idempotency key names. Repeating it with the same id is harmless:
     * when it fails, the caller may do so to learn what became of it.
     */
    Future<Acceptance> accept(NewAction action);

    /**
     * Takes the leases of actions that are due: accepted or waiting for another attempt and not expired, or with a lease
     * that has run out. Of actions with one serial key only the oldest whose handler is not done. No field with a long
     * queue keeps another from its turn.
     *
     * @param free how many may be claimed of each field; fields that are not named are left alone
     * @param total how many may be claimed in all
     * @param node who claims
     */
    Future<List<Claim>> claim(Map<String, Integer> free, int total, String node, Duration lease);

    /**
     * Takes the leases of actions that their handlers have done, whose nodes died or gave them back while they waited for
     * systems. Of no field in particular: they need no place, and no handler is called.
     *
     * @param max how many may be claimed
     * @param node who claims
     * @return claims with an {@link Claim#answer}
     */
    Future<List<Claim>> claimAnswered(int max, String node, Duration lease);

    /**
     * Notes that an attempt begins, before anything is sent: whoever takes the lease over then knows that its outcome is
     * unknown. A claim begins one attempt: repeating this after a failure is harmless and gives the same number.
     *
     * @return the attempt's number, from 1; absent when the lease was lost
     */
    Future<Optional<Integer>> begin(Claim claim);

    /** Prolongs leases; those that were lost are not among the answer. */
    Future<List<UUID>> renew(Collection<Claim> claims, Duration lease);

    /**
     * Ends a claim, except for {@link Settlement.Answered}, which keeps it. When it fails it may be repeated; it is kept up until it is stored or the lease is lost.
     *
     * @return false when the lease was lost: nothing was stored, and what was found out is to be forgotten
     */
    Future<Boolean> settle(Claim claim, Settlement settlement);

    /** Ends actions whose time to begin has passed; how many at most; their ids. */
    Future<List<UUID>> expire(int max);

    /** How those of these actions stand that exist and are of this owner, in any order. */
    Future<List<ActionReport>> read(Collection<UUID> ids, String owner, boolean details);

    /**
     * Changes an action that a client names, if it is in a state that allows it; one that is in progress is cancelled by
     * keeping it from further attempts.
     *
     * @param terms the attempts and times that a retry has
     */
    Future<Changed> change(UUID id, String owner, ChangeAction.Change change, Terms terms);

    /** What waits, by field. */
    Future<Map<String, Backlog>> backlog();

    /** Deletes a portion of what ended, or was keyed, longer ago than that; how many rows. */
    Future<Integer> forget(Duration ended, Duration keyed);
}
