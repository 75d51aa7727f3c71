package io.weir.action;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.action.ledger.Claim;
import io.weir.action.ledger.Ledger;
import io.weir.action.ledger.Settlement;
import io.weir.action.ledger.Terms;
import io.weir.bus.ActionsSettled;
import io.weir.flow.Timing;
import io.weir.graph.action.ActionDefinition;
import io.weir.json.MalformedJsonException;
import io.weir.telemetry.LogKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that happens to stored actions on this node, put together. Belongs to one event loop. */
final class StoredActions implements DurableRuns.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(StoredActions.class);

    /** How long an action stays away that this node has just forgotten how to run. */
    private static final Duration FOREIGN = Duration.ofSeconds(5);

    private static final Duration GIVING_BACK = Duration.ofSeconds(2);

    private final Parts parts;
    private final Ledger ledger;
    private final Persistence persistence;
    private final Leases leases;
    private final Announcer announcer;
    private final Endings endings;
    private final DurableRuns runs;
    private final Claims claims;
    private final Storing storing;
    private final Desk desk;
    private final Sweeps sweeps;
    /** There once the node stops; done when nothing runs any more. */
    private @Nullable Promise<Void> idle;

    private boolean quiet;

    StoredActions(Parts parts, Ledger ledger, Consumer<ActionsSettled> bus) {
        this.parts = parts;
        this.ledger = ledger;
        Timing timing = parts.timing();
        persistence = new Persistence(timing, parts.random());
        leases = new Leases(ledger, parts.config(), timing, parts.metrics());
        announcer = new Announcer(timing, bus);
        endings = new Endings(ledger, timing);
        runs = new DurableRuns(
                ledger, persistence, parts.calls(), leases, timing, parts.random(), parts.metrics(), this);
        claims = new Claims(
                ledger,
                parts.config(),
                parts.node(),
                timing,
                parts.random(),
                () -> !persistence.failing() && !leases.failing(),
                parts.places(),
                this::room,
                this::onClaim);
        storing = new Storing(
                ledger,
                parts.config(),
                parts.node(),
                timing,
                persistence,
                parts.places(),
                parts.calls(),
                claims,
                runs,
                endings,
                parts.metrics());
        desk = new Desk(ledger, this::terms, announcer, endings, claims);
        sweeps = new Sweeps(
                ledger,
                parts.config(),
                timing,
                parts.random(),
                parts.metrics(),
                () -> parts.actions().get().keySet(),
                announcer,
                endings);
    }

    /** Begins to claim. */
    void start() {
        parts.places().onFreed(this::onFreed);
        leases.start();
        sweeps.start();
        claims.start();
    }

    Storing storing() {
        return storing;
    }

    Desk desk() {
        return desk;
    }

    /** These actions have ended, here or elsewhere. */
    void onSettled(ActionsSettled settled) {
        endings.look(ActionIds.read(settled.ids()));
    }

    /** How many of each action may begin; those are missing whose handler is left in peace. */
    private Map<String, Integer> room() {
        Map<String, Integer> room = new HashMap<>();
        parts.actions().get().forEach((field, action) -> {
            int allowed = parts.calls().breaker(action).room();
            if (allowed > 0) {
                room.put(field, Math.min(allowed, parts.places().free(policy(action, false))));
            }
        });
        return room;
    }

    private Policy policy(ActionDefinition action, boolean awaited) {
        return new Policy(action, parts.config().action(action.field()), awaited);
    }

    private Terms terms(String field) {
        ActionDefinition action = parts.actions().get().get(field);
        if (action != null) {
            return policy(action, false).terms();
        }
        var defaults = parts.config().action(field);
        return new Terms(defaults.async().attempts(), defaults.async().deadline(), defaults.expiry());
    }

    private void onClaim(Claim claim) {
        if (idle != null) {
            leases.hold(claim); // given back with the others
            return;
        }
        ActionDefinition action = parts.actions().get().get(claim.field());
        if (action == null) { // the graph was replaced meanwhile
            ledger.settle(claim, new Settlement.Released(FOREIGN));
            return;
        }
        Policy policy = policy(action, claim.awaited());
        Command command;
        try {
            command = Command.of(action, claim.id(), claim.arguments(), claim.headers());
        } catch (IllegalArgumentException | MalformedJsonException unreadable) { // it must not stop the others
            LOG.atError().addKeyValue(LogKey.ACTION_ID, claim.id()).log("a stored action cannot be read");
            ledger.settle(claim, new Settlement.Failed(Optional.empty(), Failures.internal()));
            return;
        }
        parts.places().take(claim.field());
        runs.run(claim, command, policy);
    }

    @Override
    public void settled(Claim claim, Command command, Settlement settlement) {
        Optional<Verdict> end = end(settlement);
        if (end.isPresent()) {
            int attempts = settlement.attempt().map(Settlement.Attempt::number).orElse(claim.attempts());
            long now = parts.timing().millis();
            var report = Reports.of(command, now - claim.ageMillis(), now, attempts, end.get());
            Reports.count(parts.metrics(), report);
            announcer.ended(claim.id());
            endings.ended(claim.id(), report);
        } else if (claim.cancelRequested()) {
            announcer.ended(claim.id());
        }
        parts.places().leave(claim.field());
        Duration pause = pause(settlement);
        if (pause != null) {
            claims.wakeIn(pause);
        }
        if (command.action().serial().isPresent()) {
            claims.wake(); // the next one of its key
        }
    }

    @Override
    public void lost(Claim claim, Command command) {
        parts.places().leave(claim.field());
    }

    private void onFreed() {
        claims.onFreed();
        Promise<Void> last = idle;
        if (last != null && quiet && parts.places().running() == 0) {
            last.tryComplete();
        }
    }

    private static Optional<Verdict> end(Settlement settlement) {
        if (settlement instanceof Settlement.Completed completed) {
            return Optional.of(new Verdict.Done(0, completed.result()));
        }
        return settlement instanceof Settlement.Failed failed
                ? Optional.of(new Verdict.Failed(failed.failure()))
                : Optional.empty();
    }

    private static @Nullable Duration pause(Settlement settlement) {
        if (settlement instanceof Settlement.Again again) {
            return again.pause();
        }
        return settlement instanceof Settlement.Released released ? released.pause() : null;
    }

    /** Claims nothing more, waits for what runs, and gives the rest back. Never fails. */
    Future<Void> stop() {
        sweeps.stop();
        Promise<Void> ended = Promise.promise();
        idle = ended;
        claims.stop().onComplete(last -> {
            quiet = true;
            onFreed();
        });
        Timing.Pending late = parts.timing().after(parts.config().drain(), ended::tryComplete);
        return ended.future().compose(drained -> {
            late.cancel();
            persistence.stop();
            return giveBack().onComplete(given -> endings.stop());
        });
    }

    /** Whoever takes them over knows that their attempts began, and judges by that. */
    private Future<Void> giveBack() {
        List<Claim> held = leases.held();
        announcer.flush();
        if (held.isEmpty()) {
            return Future.succeededFuture();
        }
        LOG.atWarn().addKeyValue(LogKey.COUNT, held.size()).log("actions under way are given back unfinished");
        Promise<Void> given = Promise.promise();
        parts.timing().after(GIVING_BACK, given::tryComplete);
        Future.join(held.stream().map(this::giveBack).toList()).onComplete(all -> given.tryComplete());
        return given.future();
    }

    private Future<Boolean> giveBack(Claim claim) {
        leases.drop(claim); // an attempt that has not begun does not begin any more
        return ledger.settle(claim, new Settlement.Released(Duration.ZERO));
    }
}
