package io.weir.delivery;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.delivery.ledger.Collected;
import io.weir.delivery.ledger.NewDelivery;
import io.weir.delivery.ledger.Waiting;
import io.weir.delivery.target.Parcel.Step;
import io.weir.flow.Timing;
import io.weir.graph.delivery.DeliveryDefinition;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of one subscription on the node that runs it: read from the store when it takes over and whenever an
 * operator has changed them, then kept here, without what they carry. So many are under way at once as the subscription
 * allows. Belongs to one event loop.
 */
final class DeliveryQueue {

    private final Parts parts;
    private final DeliveryDefinition delivery;
    private final Persistence persistence;
    private final Attempts attempts;
    private final Runnable onRoom;
    private final Lines lines = new Lines();
    /** Under way. */
    private final Set<UUID> running = new HashSet<>();
    /** Of those, the ones that are in {@link #lines}. */
    private final Set<UUID> placed = new HashSet<>();

    private final Promise<Void> drained = Promise.promise();
    private long changes;
    private long lastTurn;
    /** Whether all that has not ended is here. */
    private boolean complete;
    /** A load that begins at the beginning is under way: nothing is begun meanwhile. */
    private boolean reloading;

    private boolean loading;
    private boolean again;
    private boolean stopped;
    private Timing.@Nullable Pending wake;

    /**
     * An empty queue.
     *
     * @param onRoom runs when it has become shorter
     */
    DeliveryQueue(
            Parts parts, DeliveryDefinition delivery, Persistence persistence, Attempts attempts, Runnable onRoom) {
        this.parts = parts;
        this.delivery = delivery;
        this.persistence = persistence;
        this.attempts = attempts;
        this.onRoom = onRoom;
    }

    /** Reads what there is, and begins. */
    void start(long changesKnown) {
        changes = changesKnown;
        reload();
    }

    /** Begins nothing more; done once nothing is under way. */
    Future<Void> stop() {
        stopped = true;
        if (wake != null) {
            wake.cancel();
        }
        if (running.isEmpty()) {
            drained.tryComplete();
        }
        return drained.future();
    }

    /** Whether no more are to be added now. */
    boolean full() {
        return !complete || reloading || lines.size() >= parts.pace().lookAhead();
    }

    /** How many have not ended, as far as they are here. */
    int size() {
        return lines.size();
    }

    /** Operators have changed something, if this number has changed. */
    void onChanges(long changesNow) {
        if (changes != changesNow) {
            changes = changesNow;
            reload();
        }
        lines.prune(parts.timing().nanos());
    }

    /** These were stored behind all others. */
    void onCollected(List<NewDelivery> fresh, Collected collected) {
        List<NewDelivery> pending =
                fresh.stream().filter(one -> one.failure() == null).toList();
        boolean known = pending.stream().allMatch(one -> collected.turns().containsKey(one.id()));
        if (!known || collected.changes() != changes) {
            changes = collected.changes();
            reload();
            return;
        }
        if (!complete || reloading) {
            complete = complete && pending.isEmpty();
            again |= loading; // what is being read may be from before
            return;
        }
        long now = parts.timing().nanos();
        for (NewDelivery one : pending) {
            long turn = Objects.requireNonNull(collected.turns().get(one.id()), "known");
            Duration pause = Duration.ofMillis(one.pauseMillis());
            lines.add(new Waiting(one.id(), turn, one.key(), Step.TARGET, 0, 0, pause), now);
            lastTurn = Math.max(lastTurn, turn);
        }
        dispatch();
    }

    private void reload() {
        if (stopped) {
            return;
        }
        if (loading) {
            again = true;
            return;
        }
        reloading = true;
        load(0);
    }

    private void load(long after) {
        loading = true;
        again = false;
        int most = parts.pace().lookAhead();
        persistence
                .persist(() ->
                        parts.ledger().load(delivery.name(), delivery.config().blocked(), after, most))
                .onSuccess(found -> onLoaded(after, found, found.size() < most));
    }

    private void onLoaded(long after, List<Waiting> found, boolean last) {
        loading = false;
        if (again) {
            reload();
            return;
        }
        long now = parts.timing().nanos();
        if (after == 0) {
            lines.clear();
            placed.clear();
            reloading = false;
        }
        lastTurn = after;
        for (Waiting waiting : found) {
            place(waiting, now);
            lastTurn = waiting.turn();
        }
        complete = last;
        dispatch();
        onRoom.run();
    }

    private void place(Waiting waiting, long now) {
        if (running.contains(waiting.id())) {
            lines.addRunning(waiting, now);
            placed.add(waiting.id());
        } else {
            lines.add(waiting, now);
        }
    }

    private void dispatch() {
        if (stopped || reloading) {
            return;
        }
        while (running.size() < delivery.config().concurrency()) {
            Waiting next = lines.next(parts.timing().nanos());
            if (next == null) {
                break;
            }
            running.add(next.id());
            placed.add(next.id());
            attempts.make(next).onSuccess(result -> onResult(next, result));
        }
        sleep();
    }

    private void sleep() {
        if (wake != null) {
            wake.cancel();
            wake = null;
        }
        Long wakes = lines.wakes();
        if (wakes != null && running.size() < delivery.config().concurrency()) {
            Duration pause = Duration.ofNanos(Math.max(0, wakes - parts.timing().nanos()) + 999_999);
            wake = parts.timing().after(pause, this::dispatch);
        }
    }

    private void onResult(Waiting waiting, Attempts.Result result) {
        running.remove(waiting.id());
        if (placed.remove(waiting.id())) {
            move(waiting, result);
        }
        again |= reloading; // what is being read may be from before
        if (stopped && running.isEmpty()) {
            drained.tryComplete();
        }
        dispatch();
        if (!complete && !loading && !stopped && lines.size() < parts.pace().lookAhead() / 2) {
            load(lastTurn);
        }
        if (!full()) {
            onRoom.run();
        }
    }

    private void move(Waiting waiting, Attempts.Result result) {
        long now = parts.timing().nanos();
        if (result instanceof Attempts.Result.Again goesOn) {
            lines.again(goesOn.waiting(), now);
        } else if (result instanceof Attempts.Result.Ended ended) {
            lines.done(waiting, ended.held(), now);
        } else {
            lines.done(waiting, Duration.ZERO, now);
            reload();
        }
    }
}
