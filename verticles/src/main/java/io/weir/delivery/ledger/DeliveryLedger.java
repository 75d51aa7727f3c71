package io.weir.delivery.ledger;

import io.vertx.core.Future;
import io.weir.bus.ChangeDeliveries;
import io.weir.bus.DeliveryReport;
import io.weir.bus.ReadDeliveries;
import io.weir.bus.SubscriptionReport;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The record of deliveries. Times are the store's. What an owner writes is refused once its lease is another's. Fails with
 * {@link io.weir.store.StoreException} and nothing else. Thread-safe.
 */
public interface DeliveryLedger {

    /** Makes subscriptions known that are not, at the place from where they are to run. */
    Future<Void> create(String subscription, Cursor cursor, Collection<String> topics);

    /** Which of these are known. */
    Future<Set<String>> known(Collection<String> subscriptions);

    /** Says that a node shares the work, for as long as {@code lease}; how many do, this one included. */
    Future<Integer> attend(String node, Duration lease);

    /** Says that it does no more. */
    Future<Void> leave(String node);

    /**
     * Takes over subscriptions that are enabled and that nobody runs.
     *
     * @param subscriptions these, if they are known
     * @param most how many
     * @param free for how long nobody must have run them
     */
    Future<List<Tenure>> claim(Collection<String> subscriptions, int most, Duration free, String node, Duration lease);

    /** Prolongs leases; those that are missing in the answer are another's. */
    Future<List<Standing>> renew(Collection<Lease> leases, Duration lease);

    /** Gives leases back. */
    Future<Void> release(Collection<Lease> leases);

    /** Stores deliveries and moves the cursor past their events, both or nothing. Empty when the lease is lost. */
    Future<Optional<Collected>> collect(Lease lease, List<NewDelivery> deliveries, Cursor cursor);

    /** Says for which topics the cursor stands from now on. */
    Future<Void> adopt(Lease lease, Collection<String> topics);

    /** What has not ended, in order, behind a turn. */
    Future<List<Waiting>> load(String subscription, Duration blocked, long afterTurn, int most);

    /** What a delivery carries; empty when it is not there any more. */
    Future<Optional<Contents>> read(UUID id);

    /** Stores that an attempt begins. False when it must not: the delivery or its lease is not as the caller believes. */
    Future<Boolean> begin(Beginning beginning);

    /** Stores what becomes of a delivery. False when it is not as the caller believes; nothing was stored then. */
    Future<Boolean> end(Lease lease, Waiting waiting, Ending ending);

    /** Notes that its target has begun to do nothing but fail, or does so no more. */
    Future<Void> failing(Lease lease, boolean failing);

    /** Disables a subscription for its owner. */
    Future<Void> disable(Lease lease, String reason);

    /** Forgets some deliveries that ended well so long ago; how many. */
    Future<Integer> forget(String subscription, Duration age);

    /** How deliveries stand. */
    Future<List<DeliveryReport>> read(ReadDeliveries asked);

    /**
     * How subscriptions stand, by name, as far as the store knows: not their lag, nor whether they are configured.
     *
     * @param names none means all
     */
    Future<List<SubscriptionReport>> subscriptions(Collection<String> names);

    /** Changes deliveries for an operator; how many of each subscription. */
    Future<Map<String, Integer>> change(ChangeDeliveries change);

    /** Enables or disables a subscription for an operator; whether there is one of that name. */
    Future<Boolean> change(String subscription, boolean enable);
}
