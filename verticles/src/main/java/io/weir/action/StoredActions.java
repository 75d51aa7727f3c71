package io.weir.action;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.action.ledger.Claim;
import io.weir.action.ledger.Ledger;
import io.weir.action.ledger.Settlement;
import io.weir.action.ledger.Terms;
import io.weir.bus.ActionReport;
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
final class StoredActions implements Gating.Listener {

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
    private final Gating gating;
    private final DurableRuns runs;
    private final Claims claims;
    private final TakeOvers takeOvers;
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
        Settling settling = new Settling(ledger, persistence, parts.metrics());
        gating = new Gating(parts, settling, leases, this);
        endings = new Endings(ledger, timing, gating::current);
        runs = new DurableRuns(
                ledger,
                persistence,
                parts.calls(),
                leases,
                settling,
                gating,
                timing,
                parts.random(),
                parts.metrics(),
                this);
        claims = new Claims(
                ledger,
                parts.config(),
                parts.node(),
                timing,
                parts.random(),
                this::ready,
                parts.places(),
                this::room,
                this::onClaim);
        takeOvers = new TakeOvers(parts, ledger, this::ready, gating::room, this::onClaim);
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
                gating,
                parts.metrics());
        desk = new Desk(ledger, this::terms, announcer, endings, claims, gating::current);
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
        takeOvers.start();
    }

    private boolean ready() {
        return !persistence.failing() && !leases.failing();
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
        Command command;
        try {
            command = Command.of(action, claim.id(), claim.arguments(), claim.headers());
        } catch (IllegalArgumentException | MalformedJsonException unreadable) { // it must not stop the others
            LOG.atError().addKeyValue(LogKey.ACTION_ID, claim.id()).log("a stored action cannot be read");
            ledger.settle(claim, unreadable(claim.answer()));
            return;
        }
        Claim.Answer answer = claim.answer();
        if (answer != null) {
            leases.hold(claim);
            gating.resume(claim, command, answer);
        } else {
            parts.places().take(claim.field());
            runs.run(claim, command, policy(action, claim.awaited()));
        }
    }

    private static Settlement unreadable(Claim.@Nullable Answer answer) {
        return answer == null
                ? new Settlement.Failed(Optional.empty(), Failures.internal())
                : new Settlement.Completed(Optional.empty(), answer.result(), answer.gate());
    }

    @Override
    public void settled(Claim claim, Command command, Settlement settlement) {
        Optional<ActionReport> end = end(claim, command, settlement);
        if (end.isPresent()) {
            ended(claim, end.get());
        } else if (claim.cancelRequested()) {
            announcer.ended(claim.id());
        }
        leave(claim, command);
        Duration pause = pause(settlement);
        if (pause != null) {
            claims.wakeIn(pause);
        }
    }

    private void leave(Claim claim, Command command) {
        parts.places().leave(claim.field());
        if (command.action().serial().isPresent()) {
            claims.wake(); // the next one of its key
        }
    }

    private void ended(Claim claim, ActionReport report) {
        Reports.count(parts.metrics(), report);
        announcer.ended(claim.id());
        endings.ended(claim.id(), report);
    }

    @Override
    public void answered(Claim claim, Command command) {
        endings.answered(claim.id());
        leave(claim, command);
    }

    @Override
    public void late(Claim claim, ActionReport committed) {
        endings.ended(claim.id(), committed);
        lookIdle();
    }

    @Override
    public void opened(Claim claim, Command command, Settlement.Completed end) {
        ended(claim, Reports.completed(command, claim, parts.timing().millis(), end.result(), end.gate()));
        lookIdle();
    }

    @Override
    public void forgotten() {
        lookIdle();
    }

    @Override
    public void lost(Claim claim, Command command) {
        parts.places().leave(claim.field());
    }

    private void onFreed() {
        claims.onFreed();
        lookIdle();
    }

    private void lookIdle() {
        Promise<Void> last = idle;
        if (last != null && quiet && parts.places().running() == 0 && gating.clients() == 0) {
            last.tryComplete();
        }
    }

    private Optional<ActionReport> end(Claim claim, Command command, Settlement settlement) {
        long now = parts.timing().millis();
        if (settlement instanceof Settlement.Completed done) {
            return Optional.of(Reports.completed(command, claim, now, done.result(), done.gate()));
        }
        int attempts = settlement.attempt().map(Settlement.Attempt::number).orElse(claim.attempts());
        return settlement instanceof Settlement.Failed failed
                ? Optional.of(Reports.of(
                        command, now - claim.ageMillis(), now, attempts, new Verdict.Failed(failed.failure())))
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
        Future.join(claims.stop(), takeOvers.stop()).onComplete(last -> {
            quiet = true;
            onFreed();
        });
        Timing.Pending late = parts.timing().after(parts.config().drain(), ended::tryComplete);
        return ended.future().compose(drained -> {
            late.cancel();
            persistence.stop();
            gating.stop();
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
