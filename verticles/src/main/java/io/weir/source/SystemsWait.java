package io.weir.source;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.weir.bus.AwaitSystems;
import io.weir.bus.AwaitToken;
import io.weir.bus.BusMessage;
import io.weir.bus.EventCursor;
import io.weir.bus.GateReport;
import io.weir.bus.SystemTarget;
import io.weir.bus.TokenRefused;
import io.weir.bus.Written;
import io.weir.config.ConsistencyConfig;
import io.weir.error.ErrorCode;
import io.weir.flow.BackOff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One wait, in as many requests as it takes: each is for what was not reached before, and no longer than the system that
 * has the least time left. A gate that is gone, or has no time, is asked again. Belongs to whoever begins it.
 */
final class SystemsWait {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final Vertx vertx;
    private final GateRequests gates;
    private final ConsistencyConfig config;
    private final @Nullable Duration patience;
    private final long begun = System.nanoTime();
    private final Promise<GateReport> done = Promise.promise();
    private final AwaitedSystems systems = new AwaitedSystems();
    /** Before a gate is asked again that gave no answer, or gave it before its time. */
    private final BackOff backOff = new BackOff(SHORTEST_PAUSE, LONGEST_PAUSE, ThreadLocalRandom.current());

    private boolean forTokens;
    private List<String> tokens = List.of();
    private @Nullable String caller;
    private @Nullable Written write;
    private @Nullable EventCursor log;

    /** Waits for so long in all; null for as long as the configuration says of each system. */
    SystemsWait(Vertx vertx, GateRequests gates, ConsistencyConfig config, @Nullable Duration patience) {
        this.vertx = vertx;
        this.gates = gates;
        this.config = config;
        this.patience = patience;
    }

    Future<GateReport> forWrite(List<String> names, Written written) {
        write = written;
        names.forEach(systems::add);
        ask();
        return done.future();
    }

    Future<GateReport> forTargets(List<SystemTarget> targets) {
        targets.forEach(systems::add);
        ask();
        return done.future();
    }

    /** Only a gate knows which systems these are of: until one has said so, there is nothing to tell. */
    Future<GateReport> forTokens(List<String> texts, @Nullable String asking) {
        forTokens = true;
        tokens = texts;
        caller = asking;
        ask();
        return done.future();
    }

    private void ask() {
        Duration piece = piece();
        BusMessage question = tokens.isEmpty()
                ? new AwaitSystems(
                        systems.withoutTarget(),
                        systems.pendingTargets(),
                        systems.withoutTarget().isEmpty() ? null : write,
                        piece.toMillis())
                : new AwaitToken(tokens, caller, piece.toMillis());
        long asked = waited();
        gates.ask(question, piece).onComplete((answer, failure) -> onAnswer(asked, piece, answer, failure));
    }

    private void onAnswer(long asked, Duration piece, @Nullable BusMessage answer, @Nullable Throwable failure) {
        if (answer instanceof TokenRefused refused) {
            done.fail(new SourceException(ErrorCode.INVALID_CONSISTENCY_TOKEN, refused.message(), true));
            return;
        }
        if (answer instanceof GateReport report) {
            tokens = List.of();
            log = report.log() == null ? log : report.log();
            systems.hear(report, asked, piece.toMillis());
        } else {
            systems.hearNothing();
        }
        goOn(waited() - asked >= piece.toMillis() && failure == null);
    }

    private void goOn(boolean atOnce) {
        if (!tokens.isEmpty() && left(longest()).isZero()) {
            done.fail(GateRequests.unavailable());
            return;
        }
        systems.giveUp(system -> left(time(system)).isZero(), waited());
        if (tokens.isEmpty() && systems.settled()) {
            done.complete(systems.report(log));
        } else if (atOnce) {
            ask();
        } else {
            vertx.timer(Math.max(1, shorter(backOff.pause(), piece()).toMillis()), TimeUnit.MILLISECONDS)
                    .onComplete(now -> ask(), stopping -> leave());
        }
    }

    /** The node stops. */
    private void leave() {
        if (!tokens.isEmpty()) {
            done.fail(GateRequests.unavailable());
            return;
        }
        systems.giveUp(system -> true, waited());
        done.complete(systems.report(log));
    }

    /** How long to ask for now. */
    private Duration piece() {
        List<Duration> times = new ArrayList<>();
        times.add(Duration.ofMillis(AwaitSystems.MAX_MILLIS));
        if (tokens.isEmpty()) {
            systems.pending().forEach(system -> times.add(left(time(system))));
        } else {
            times.add(left(shortest()));
        }
        return times.stream().min(Duration::compareTo).orElseThrow();
    }

    private Duration left(Duration time) {
        Duration left = time.minusMillis(waited());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** A client with tokens may wait for less than the configuration says, and never for more. */
    private Duration time(String system) {
        Duration configured = config.timeout(system);
        if (patience == null) {
            return configured;
        }
        return forTokens ? shorter(patience, configured) : patience;
    }

    /** Any system may be behind a token. */
    private Duration shortest() {
        return times().min(Duration::compareTo).orElseGet(() -> time(""));
    }

    private Duration longest() {
        return times().max(Duration::compareTo).orElseGet(() -> time(""));
    }

    private Stream<Duration> times() {
        return config.systems().keySet().stream().map(this::time);
    }

    /** In milliseconds. */
    private long waited() {
        return (System.nanoTime() - begun) / 1_000_000;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
