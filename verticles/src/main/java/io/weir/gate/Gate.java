package io.weir.gate;

import io.vertx.core.Future;
import io.weir.bus.AwaitSystems;
import io.weir.bus.AwaitToken;
import io.weir.bus.BusFailure;
import io.weir.bus.EventCursor;
import io.weir.bus.GateReport;
import io.weir.bus.SealToken;
import io.weir.bus.SystemTarget;
import io.weir.bus.TokenSealed;
import io.weir.flow.Timing;
import io.weir.gate.participant.Participant;
import io.weir.gate.participant.UnreachableException;
import io.weir.gate.participant.Write;
import io.weir.gate.token.RefusedTokenException;
import io.weir.gate.token.Tokens;
import io.weir.telemetry.GateMeters;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Waits for systems, and opens and seals tokens. Belongs to one event loop. */
final class Gate {

    private final Map<String, Participant> systems;
    private final Tokens tokens;
    private final LogEnds log;
    private final Timing timing;
    private final GateMeters meters;
    private final Complaints complaints;
    private final int most;
    private final Set<Round> rounds = new LinkedHashSet<>();
    private int waits;
    private boolean stopped;

    /**
     * A gate in front of these systems.
     *
     * @param systems by their names in the configuration
     * @param most how many waits there may be at once
     */
    Gate(Map<String, Participant> systems, Tokens tokens, LogEnds log, Timing timing, GateMeters meters, int most) {
        this.systems = new LinkedHashMap<>(systems);
        this.tokens = tokens;
        this.log = log;
        this.timing = timing;
        this.meters = meters;
        this.complaints = new Complaints(timing);
        this.most = most;
    }

    /** Answers a request as its Javadoc says; fails with {@link GateFailure} where it must be asked elsewhere, or again. */
    Future<GateReport> await(AwaitSystems asked) {
        Round round = new Round(timing, asked.timeoutMillis(), null);
        return run(round, asked.systems().size() + asked.targets().size(), () -> {
            asked.targets().forEach(target -> watch(round, target));
            findAll(round, asked);
        });
    }

    /**
     * The same; fails with {@link RefusedTokenException} when a token is no good, and with
     * {@link io.weir.store.StoreException} when that cannot be told.
     */
    Future<GateReport> await(AwaitToken asked) {
        return tokens.open(asked.tokens()).compose(opened -> {
            List<SystemTarget> targets = opened.targets().stream()
                    .filter(target -> systems.containsKey(target.system())) // others are of yesterday's configuration
                    .filter(target -> !target.system().equals(asked.caller()))
                    .toList();
            Round round = new Round(timing, asked.timeoutMillis(), opened.log());
            return run(round, targets.size(), () -> targets.forEach(target -> watch(round, target)));
        });
    }

    /**
     * Makes a token for what is not known to be reached. What came with the request was waited for: a token of it that has
     * expired since stands for nothing any more.
     */
    Future<TokenSealed> seal(SealToken asked) {
        Future<Tokens.Opened> before = tokens.open(asked.tokens())
                .recover(failure -> failure instanceof RefusedTokenException
                        ? unexpired(asked.tokens()).compose(tokens::open)
                        : Future.failedFuture(failure));
        return before.compose(opened -> end(asked.log(), opened.log()).compose(end -> {
                    List<SystemTarget> open = Stream.concat(opened.targets().stream(), asked.targets().stream())
                            .filter(target -> !shown(target))
                            .toList();
                    return tokens.seal(open, end);
                }))
                .map(TokenSealed::new);
    }

    /** Those that are still good for something. */
    private Future<List<String>> unexpired(List<String> texts) {
        Future<List<String>> good = Future.succeededFuture(List.of());
        for (String text : texts) {
            good = good.compose(before -> tokens.open(List.of(text))
                    .map(opened ->
                            Stream.concat(before.stream(), Stream.of(text)).toList())
                    .recover(failure -> failure instanceof RefusedTokenException
                            ? Future.succeededFuture(before)
                            : Future.failedFuture(failure)));
        }
        return good;
    }

    /** Lets go of all who wait: they are told what is known, and ask another gate. */
    void stop() {
        stopped = true;
        List.copyOf(rounds).forEach(Round::handOver);
    }

    /**
     * The end of the log now, which is behind every place that a token has; that place where the log is away, and a failure
     * where there is none: a subscription with a token of no place would begin later than it must.
     */
    private Future<@Nullable EventCursor> end(boolean wanted, @Nullable EventCursor before) {
        if (!wanted) {
            return Future.succeededFuture(before);
        }
        return log.end(List.of())
                .map(end -> EventCursor.at(end.store(), end.position()))
                .recover(away -> before == null ? Future.failedFuture(away) : Future.succeededFuture(before));
    }

    private boolean shown(SystemTarget target) {
        Participant participant = systems.get(target.system());
        return participant != null && participant.shows(target);
    }

    private Future<GateReport> run(Round round, int size, Runnable fill) {
        if (stopped) {
            return Future.failedFuture(new GateFailure(BusFailure.BUSY, "the gate closes"));
        }
        if (waits + size > most) {
            meters.full();
            return Future.failedFuture(new GateFailure(BusFailure.BUSY, "too many wait for systems; try again"));
        }
        enter(round, size);
        fill.run();
        return round.begin().onComplete(done -> leave(round, size, done.result()));
    }

    private void enter(Round round, int size) {
        rounds.add(round);
        waits += size;
        meters.waiters().add(size);
    }

    private void leave(Round round, int size, GateReport report) {
        rounds.remove(round);
        waits -= size;
        meters.waiters().add(-size);
        report.outcomes()
                .forEach(outcome ->
                        meters.waited(outcome.system(), outcome.outcome().name(), outcome.waitedMillis()));
    }

    private void watch(Round round, SystemTarget target) {
        Leg leg = round.leg(target.system());
        Participant participant = systems.get(target.system());
        if (participant == null) {
            leg.refuse();
        } else {
            leg.watch(participant, target);
        }
    }

    private void findAll(Round round, AwaitSystems asked) {
        Write write = null;
        try {
            write = asked.write() == null ? null : Write.of(asked.write());
        } catch (UnreachableException e) {
            // nothing can be found for any system
        }
        for (String system : asked.systems()) {
            find(round.leg(system), systems.get(system), write);
        }
    }

    private void find(Leg leg, @Nullable Participant participant, @Nullable Write write) {
        if (participant == null || write == null) {
            leg.refuse();
        } else if (!Effects.concerns(leg.system(), write, systems.keySet())) {
            leg.pass();
        } else {
            leg.find(participant, write, complaints);
        }
    }
}
