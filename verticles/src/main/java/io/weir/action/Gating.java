package io.weir.action;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.action.ledger.Claim;
import io.weir.action.ledger.Settlement;
import io.weir.bus.ActionReport;
import io.weir.bus.GateReport;
import io.weir.config.ConsistencyConfig;
import io.weir.flow.BackOff;
import io.weir.flow.Timing;
import io.weir.graph.action.ActionDefinition;
import io.weir.telemetry.ActionMeters;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Brings actions to their end that their handlers have done: publishes their event, waits for the systems that they
 * affect, stores how that ended. Belongs to one event loop.
 *
 * <pre>
 *  done ──▶ event ──▶ gate ──┬─ open at once ──────────────────────────────────────▶ completed (stored)
 *                            └─ not within a moment ──▶ answered (stored) ──▶ gate ──┘ open, or patience over
 *  taken over, answered ──▶ event, where it may not have been told ──▶ gate ─────────┘
 * </pre>
 *
 * <p>The event comes before the gate, since a system may learn of the write by it. Where one reads the log, no gate is
 * asked before the log has the event: the log's end would be where it was before the write, and the system is there.
 */
final class Gating {

    /** What the gate has not said by then is not waited for before the answer is stored. */
    private static final Duration LATEST = GateWait.QUICK.multipliedBy(3);

    /** How long an action that found no room here is left to other nodes. */
    private static final Duration UNTIL_ROOM = Duration.ofSeconds(5);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Parts parts;
    private final Timing timing;
    private final ConsistencyConfig consistency;
    private final Settling settling;
    private final Leases leases;
    private final Listener listener;
    private final DoneEvents events;
    private final Map<UUID, Finish> finishing = new HashMap<>();
    /** How many of them are answered. */
    private int held;

    /** Told how actions go on that handlers have done. */
    interface Listener {

        /** It has ended, and that is stored; the place is to be left. */
        void settled(Claim claim, Command command, Settlement settlement);

        /** The answer is stored, and systems are waited for; the place is to be left. */
        void answered(Claim claim, Command command);

        /** Its client waits no longer. */
        void late(Claim claim, ActionReport committed);

        /** It has ended after it was answered, and that is stored. */
        void opened(Claim claim, Command command, Settlement.Completed end);

        /** It is not this node's any more, or nobody knows; the place is to be left. */
        void lost(Claim claim, Command command);

        /** An answered one is not this node's any more. */
        void forgotten();
    }

    Gating(Parts parts, Settling settling, Leases leases, Listener listener) {
        this.parts = parts;
        this.timing = parts.timing();
        this.consistency = parts.consistency();
        this.settling = settling;
        this.leases = leases;
        this.listener = listener;
        this.events = new DoneEvents(parts);
    }

    /** The handler has done it just now; it has a place. */
    void done(Claim claim, Command command, Settlement.Attempt attempt, Buffer result) {
        Finish finish = new Finish(claim, command, Optional.of(attempt), result, pauses());
        begin(finish, Duration.ZERO, null);
        Future<Boolean> told = events.tell(finish);
        if (!told.isComplete() || !finish.affects().isEmpty()) {
            finish.latest = timing.after(LATEST, () -> onLatest(finish));
        }
        told.onSuccess(there -> onTold(finish, there));
    }

    /** Another node's handler has done it; it has no place. */
    void resume(Claim claim, Command command, Claim.Answer answer) {
        Finish finish = new Finish(claim, command, Optional.empty(), answer.result(), pauses());
        finish.keeping = true;
        hold(finish);
        begin(finish, Duration.ofMillis(answer.ageMillis()), answer.gate());
        Future<Boolean> told = answer.gate() == null ? events.tell(finish) : Future.succeededFuture(true);
        told.onSuccess(there -> onTold(finish, there));
    }

    /** How an action stands, with how far its systems are where that is known here. */
    ActionReport current(ActionReport report) {
        Finish finish = report.committed() ? finishing.get(UUID.fromString(report.id())) : null;
        return finish == null || finish.systems == null ? report : Reports.gated(report, finish.systems.report());
    }

    /** How many more actions may wait for systems here. */
    int room() {
        return Math.max(0, consistency.waiters() - held);
    }

    /** How many clients of this node wait for systems. */
    long clients() {
        return finishing.values().stream()
                .filter(finish -> finish.answered && finish.claim.awaited() && !finish.late)
                .count();
    }

    /** Waits no longer; what was answered is given back by its lease. */
    void stop() {
        for (Finish finish : List.copyOf(finishing.values())) {
            tellLate(finish);
            forget(finish);
        }
    }

    /** How long the client of an action waits for systems. */
    Duration attention(Command command) {
        ActionDefinition action = command.action();
        Duration most = parts.config().action(action.field()).consistencyTimeout(consistency, action.affects());
        Duration own = command.attention();
        return own == null || most.compareTo(own) < 0 ? most : own;
    }

    private void begin(Finish finish, Duration age, @Nullable GateReport known) {
        Finish before = finishing.put(finish.claim.id(), finish);
        if (before != null) { // its lease ran out, and this node has taken it over from itself
            forget(before);
        }
        if (finish.affects().isEmpty()) {
            return;
        }
        meters(finish).gated().increment();
        finish.systems = new GateWait(
                parts.neighbours().gates(),
                timing,
                parts.random(),
                finish.affects(),
                finish.written(),
                new GateWait.Patience(attention(finish.command), consistency.patience()),
                age,
                known,
                () -> onPiece(finish));
    }

    private BackOff pauses() {
        return new BackOff(FIRST_PAUSE, LONGEST_PAUSE, parts.random());
    }

    private void onTold(Finish finish, boolean there) {
        GateWait systems = finish.systems;
        if (there || systems == null || !events.awaited(finish)) {
            ask(finish);
            return;
        }
        keep(finish, null); // without a report: whoever takes it over tells the event first
        onPiece(finish);
        if (finish.forgotten) {
            return;
        }
        Duration left = consistency.patience().minus(systems.waited());
        if (left.isNegative() || left.isZero()) {
            end(finish, systems.report());
        } else {
            Duration pause = finish.pauses.pause();
            timing.after(pause.compareTo(left) < 0 ? pause : left, () -> tellAgain(finish));
        }
    }

    private void tellAgain(Finish finish) {
        if (!finish.forgotten) {
            events.tell(finish).onSuccess(there -> onTold(finish, there));
        }
    }

    private void ask(Finish finish) {
        if (finish.systems != null) {
            finish.systems.run().onSuccess(report -> end(finish, report));
        } else {
            end(finish, null);
        }
    }

    private void onLatest(Finish finish) {
        finish.latest = null;
        if (finish.systems == null) { // only its event is not where it has to be yet
            end(finish, null);
        } else {
            keep(finish, null);
        }
    }

    /** The gate has said how far the systems are. */
    private void onPiece(Finish finish) {
        GateWait systems = finish.systems;
        if (systems == null) {
            return;
        }
        if (finish.answered && !leases.holds(finish.claim)) {
            forget(finish);
            listener.forgotten();
            return;
        }
        keep(finish, systems.report());
        lookLate(finish);
    }

    private void lookLate(Finish finish) {
        GateWait systems = finish.systems;
        if (systems != null && systems.heard() && systems.waited().compareTo(attention(finish.command)) >= 0) {
            tellLate(finish);
        }
    }

    private void tellLate(Finish finish) {
        if (!finish.answered || !finish.claim.awaited() || finish.late || finish.systems == null) {
            return;
        }
        finish.late = true;
        GateReport gate = finish.systems.report();
        listener.late(
                finish.claim, Reports.committed(finish.command, finish.claim, timing.millis(), finish.result, gate));
        makeRoom(finish);
    }

    private void hold(Finish finish) {
        finish.answered = true;
        held += finish.forgotten ? 0 : 1;
    }

    /** What no client waits for, beyond what a node may hold, is left to whoever has room. */
    private void makeRoom(Finish finish) {
        boolean watched = finish.claim.awaited() && !finish.late;
        if (held <= consistency.waiters() || watched || finish.ended || finish.forgotten) {
            return;
        }
        leases.drop(finish.claim);
        forget(finish);
        settling.store(finish.claim, new Settlement.Released(UNTIL_ROOM));
        listener.forgotten();
    }

    /** Stores the answer, once. */
    private void keep(Finish finish, @Nullable GateReport gate) {
        if (finish.keeping || finish.ended) {
            return;
        }
        finish.keeping = true;
        settling.store(finish.claim, new Settlement.Answered(finish.attempt, finish.result, gate))
                .onSuccess(stored -> onKept(finish, stored));
    }

    private void onKept(Finish finish, boolean stored) {
        if (!stored) {
            lost(finish);
            return;
        }
        hold(finish);
        listener.answered(finish.claim, finish.command);
        if (finish.ended) {
            complete(finish);
        } else {
            lookLate(finish); // its client may wait for less than the store took
            makeRoom(finish);
        }
    }

    private void end(Finish finish, @Nullable GateReport gate) {
        if (finish.ended) {
            return;
        }
        finish.ended = true;
        finish.gate = gate;
        if (finish.latest != null) {
            finish.latest.cancel();
        }
        if (!finish.keeping || finish.answered) {
            complete(finish);
        } // else once the answer is stored
    }

    private void complete(Finish finish) {
        Optional<Settlement.Attempt> attempt = finish.answered ? Optional.empty() : finish.attempt;
        Settlement.Completed end = new Settlement.Completed(attempt, finish.result, finish.gate);
        settling.store(finish.claim, end).onSuccess(stored -> {
            if (stored) {
                onCompleted(finish, end);
            } else {
                lost(finish);
            }
        });
    }

    private void onCompleted(Finish finish, Settlement.Completed end) {
        leases.drop(finish.claim);
        GateReport gate = end.gate();
        if (gate != null && finish.systems != null) {
            meters(finish).gateEnded(gate.passed(), finish.systems.waited().toNanos());
        }
        forget(finish);
        if (finish.answered) {
            listener.opened(finish.claim, finish.command, end);
        } else {
            listener.settled(finish.claim, finish.command, end);
        }
    }

    private void lost(Finish finish) {
        leases.drop(finish.claim);
        forget(finish);
        if (finish.answered) {
            listener.forgotten();
        } else {
            listener.lost(finish.claim, finish.command);
        }
    }

    private void forget(Finish finish) {
        if (finish.forgotten) {
            return;
        }
        finish.forgotten = true;
        held -= finish.answered ? 1 : 0;
        finishing.remove(finish.claim.id(), finish);
        if (finish.latest != null) {
            finish.latest.cancel();
        }
        if (finish.systems != null) {
            finish.systems.abandon();
            meters(finish).gated().decrement();
        }
    }

    private ActionMeters meters(Finish finish) {
        return parts.metrics().action(finish.claim.field());
    }
}
