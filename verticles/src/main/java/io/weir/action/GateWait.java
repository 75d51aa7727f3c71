package io.weir.action;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.bus.AwaitSystems;
import io.weir.bus.GateReport;
import io.weir.bus.SystemOutcome;
import io.weir.bus.SystemTarget;
import io.weir.bus.Written;
import io.weir.flow.BackOff;
import io.weir.flow.Timing;
import io.weir.source.GateClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Waits until systems show one write. It asks in pieces, so that it knows how far they are, and survives every gate. What
 * a system must have reached stays as it was found first: later than that would never come for one that others write to.
 * Belongs to one event loop.
 */
final class GateWait {

    /** What is shown so soon needs no write of its own before the end. */
    static final Duration QUICK = Duration.ofMillis(10);

    private static final Duration PIECE = Duration.ofMillis(AwaitSystems.MAX_MILLIS);
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final GateClient gates;
    private final Timing timing;
    private final Written write;
    private final Patience patience;
    private final long since;
    private final BackOff pauses;
    private final Runnable onPiece;
    /** In the order of the schema. */
    private final Map<String, SystemOutcome> outcomes = new LinkedHashMap<>();

    private final Map<String, SystemTarget> targets = new HashMap<>();
    private final Promise<GateReport> end = Promise.promise();
    private boolean heard;
    private boolean abandoned;

    /**
     * How long to wait, from the handler's answer.
     *
     * @param client how long a client does: how far the systems are is known when that ends
     * @param all how long the action does
     */
    record Patience(Duration client, Duration all) {}

    /**
     * A wait that does not ask before {@link #run}.
     *
     * @param age how long ago the handler answered
     * @param known how far the systems were when another node waited; null when it did not say
     * @param onPiece runs whenever the gate has said how far the systems are
     */
    GateWait(
            GateClient gates,
            Timing timing,
            RandomGenerator random,
            List<String> systems,
            Written write,
            Patience patience,
            Duration age,
            @Nullable GateReport known,
            Runnable onPiece) {
        this.gates = gates;
        this.timing = timing;
        this.write = write;
        this.patience = patience;
        this.since = timing.nanos() - age.toNanos();
        this.pauses = new BackOff(FIRST_PAUSE, LONGEST_PAUSE, random);
        this.onPiece = onPiece;
        systems.forEach(system ->
                outcomes.put(system, new SystemOutcome(system, SystemOutcome.Outcome.STALLED, age.toMillis())));
        if (known != null) {
            learn(known, 0);
        }
    }

    /** How it ended: all systems show the write, or patience is over. Never fails. */
    Future<GateReport> run() {
        ask(QUICK);
        return end.future();
    }

    /** How far the systems are. */
    GateReport report() {
        long waited = waited().toMillis();
        List<SystemOutcome> now = outcomes.values().stream()
                .map(one -> one.outcome().passed() ? one : new SystemOutcome(one.system(), one.outcome(), waited))
                .toList();
        return new GateReport(now, List.copyOf(targets.values()), null);
    }

    /** Whether the gate has said anything, or could not be asked: before that nothing is known of the systems. */
    boolean heard() {
        return heard;
    }

    /** How long ago the handler answered. */
    Duration waited() {
        return Duration.ofNanos(timing.nanos() - since);
    }

    /** Asks no more, and never ends. */
    void abandon() {
        abandoned = true;
    }

    private void ask(Duration piece) {
        if (abandoned) {
            return;
        }
        List<SystemTarget> found = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (SystemOutcome one : outcomes.values()) {
            SystemTarget target = targets.get(one.system());
            if (!one.outcome().passed() && target != null) {
                found.add(target);
            } else if (!one.outcome().passed()) {
                unknown.add(one.system());
            }
        }
        List<Future<GateReport>> asked = new ArrayList<>();
        if (!found.isEmpty()) {
            asked.add(gates.awaitTargets(found, piece));
        }
        if (!unknown.isEmpty()) {
            asked.add(gates.awaitWrite(unknown, write, piece));
        }
        Duration begun = waited();
        Future.join(asked).onComplete(answered -> onAnswers(asked, begun, piece));
    }

    private void onAnswers(List<Future<GateReport>> asked, Duration begun, Duration piece) {
        if (abandoned) {
            return;
        }
        heard = true;
        asked.stream().filter(Future::succeeded).forEach(one -> learn(one.result(), begun.toMillis()));
        boolean over = waited().compareTo(patience.all()) >= 0;
        if (over || outcomes.values().stream().allMatch(one -> one.outcome().passed())) {
            end.complete(report());
            return;
        }
        onPiece.run();
        boolean early = waited().minus(begun).compareTo(piece.dividedBy(2)) < 0;
        if (early) { // no gate is there, or it is no use asking now
            timing.after(shorter(pauses.pause(), left(patience.all())), () -> ask(next()));
        } else {
            pauses.reset();
            ask(next());
        }
    }

    /** The next piece ends when the client waits no longer, so that it can be told how far the systems are. */
    private Duration next() {
        Duration most = shorter(PIECE, left(patience.all()));
        Duration client = left(patience.client());
        Duration piece = client.isNegative() || client.isZero() ? most : shorter(most, client);
        return piece.compareTo(SHORTEST) < 0 ? SHORTEST : piece;
    }

    private Duration left(Duration of) {
        return of.minus(waited());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void learn(GateReport report, long before) {
        report.targets().forEach(target -> targets.putIfAbsent(target.system(), target));
        for (SystemOutcome said : report.outcomes()) {
            outcomes.computeIfPresent(
                    said.system(),
                    (system, one) -> one.outcome().passed()
                            ? one
                            : new SystemOutcome(system, said.outcome(), before + said.waitedMillis()));
        }
    }
}
