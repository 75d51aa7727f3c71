package io.weir.action;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.action.ledger.Claim;
import io.weir.action.ledger.Ledger;
import io.weir.flow.Timing;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Takes over actions that wait for systems and whose nodes are gone: they need no place, so they wait for none. Belongs to
 * one event loop.
 */
final class TakeOvers {

    private static final int PORTION = 500;

    private final Parts parts;
    private final Ledger ledger;
    private final BooleanSupplier ready;
    private final IntSupplier room;
    private final Consumer<Claim> runner;
    private final Promise<Void> quiet = Promise.promise();
    private boolean asking;
    private boolean stopped;

    /**
     * Claims nothing before {@link #start}.
     *
     * @param ready whether the store has what this node owes it
     * @param room how many it may take
     * @param runner takes claims with an answer
     */
    TakeOvers(Parts parts, Ledger ledger, BooleanSupplier ready, IntSupplier room, Consumer<Claim> runner) {
        this.parts = parts;
        this.ledger = ledger;
        this.ready = ready;
        this.room = room;
        this.runner = runner;
    }

    void start() {
        later();
    }

    /** Claims nothing more; done once all that the store may have given is with the runner. Never fails. */
    Future<Void> stop() {
        stopped = true;
        if (!asking) {
            quiet.tryComplete();
        }
        return quiet.future();
    }

    private void later() {
        long poll = parts.config().poll().toNanos();
        Timing timing = parts.timing();
        timing.after(Duration.ofNanos((long) (poll * (0.9 + 0.2 * parts.random().nextDouble()))), this::look);
    }

    private void look() {
        if (stopped) {
            return;
        }
        int most = Math.min(PORTION, room.getAsInt());
        if (!ready.getAsBoolean() || most == 0) {
            later();
            return;
        }
        asking = true;
        ledger.claimAnswered(most, parts.node(), parts.config().lease()).onComplete((claims, failure) -> {
            asking = false;
            onClaims(failure == null ? claims : List.of(), most);
        });
    }

    private void onClaims(List<Claim> claims, int most) {
        claims.forEach(runner);
        if (stopped) {
            quiet.tryComplete();
        } else if (claims.size() == most) {
            look();
        } else {
            later();
        }
    }
}
