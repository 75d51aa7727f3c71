package io.weir.source;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.BusMessage;
import io.weir.bus.GateReport;
import io.weir.bus.ReportsRefused;
import io.weir.bus.ReportsTaken;
import io.weir.bus.SealToken;
import io.weir.bus.SystemTarget;
import io.weir.bus.TakeReports;
import io.weir.bus.TokenRefused;
import io.weir.bus.TokenSealed;
import io.weir.bus.Written;
import io.weir.cluster.Peers;
import io.weir.config.ConsistencyConfig;
import io.weir.error.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gates over the event bus: any node with the role takes what is asked. A long wait asks again and again, so that it
 * survives every single gate, and outlasts their absence.
 */
public final class BusGateClient implements GateClient {

    private final Vertx vertx;
    private final ConsistencyConfig config;
    private final GateRequests gates;
    private final AtomicInteger waits = new AtomicInteger();

    /** Uses the bus of {@code vertx}; waits for each system as long as {@code config} says. */
    public BusGateClient(Vertx vertx, Peers peers, ConsistencyConfig config) {
        this.vertx = vertx;
        this.config = config;
        this.gates = new GateRequests(vertx.eventBus(), peers);
    }

    @Override
    public Future<GateReport> awaitWrite(List<String> systems, Written write, @Nullable Duration patience) {
        Future<GateReport> waited = systems.isEmpty()
                ? Future.succeededFuture(GateReport.OPEN)
                : counted(() -> wait(patience).forWrite(systems, write));
        return waited.recover(full -> NONE.awaitWrite(systems, write, patience));
    }

    @Override
    public Future<GateReport> awaitTargets(List<SystemTarget> targets, @Nullable Duration patience) {
        Future<GateReport> waited = targets.isEmpty()
                ? Future.succeededFuture(GateReport.OPEN)
                : counted(() -> wait(patience).forTargets(targets));
        return waited.recover(full -> NONE.awaitTargets(targets, patience));
    }

    @Override
    public Future<GateReport> awaitTokens(List<String> tokens, @Nullable String caller, @Nullable Duration patience) {
        List<String> meaning = meaning(tokens);
        return meaning.isEmpty()
                ? Future.succeededFuture(GateReport.OPEN)
                : counted(() -> wait(patience).forTokens(meaning, caller));
    }

    @Override
    public Future<String> seal(List<String> tokens, List<SystemTarget> targets, boolean log) {
        List<String> meaning = meaning(tokens);
        if (meaning.isEmpty() && targets.isEmpty() && !log) {
            return Future.succeededFuture(TokenSealed.NOTHING);
        }
        return answer(new SealToken(meaning, targets, log)).compose(answer -> {
            if (answer instanceof TokenSealed sealed) {
                return Future.succeededFuture(sealed.token());
            }
            // It would be too long; without the tokens that came it would not stand for all that it must.
            return Future.failedFuture(
                    answer instanceof TokenRefused refused
                            ? new SourceException(ErrorCode.INVALID_CONSISTENCY_TOKEN, refused.message(), true)
                            : GateRequests.unavailable());
        });
    }

    @Override
    public Future<Integer> report(Buffer reports) {
        return answer(new TakeReports(reports)).compose(answer -> {
            if (answer instanceof ReportsTaken taken) {
                return Future.succeededFuture(taken.count());
            }
            if (answer instanceof ReportsRefused refused) {
                ErrorCode code = refused.unknown() ? ErrorCode.NOT_FOUND : ErrorCode.BAD_USER_INPUT;
                return Future.failedFuture(new SourceException(code, refused.message(), true));
            }
            return Future.failedFuture(GateRequests.unavailable());
        });
    }

    private Future<BusMessage> answer(BusMessage question) {
        return gates.ask(question, Duration.ZERO)
                .recover(failure -> Future.failedFuture(GateRequests.explained(failure)));
    }

    private SystemsWait wait(@Nullable Duration patience) {
        return new SystemsWait(vertx, gates, config, patience);
    }

    /** One more, if there may be; fails where there may not. */
    private Future<GateReport> counted(Supplier<Future<GateReport>> wait) {
        if (waits.incrementAndGet() > config.waiters()) {
            waits.decrementAndGet();
            return Future.failedFuture(new SourceException(
                    ErrorCode.CONSISTENCY_UNAVAILABLE, "too many wait for systems here; try again", false));
        }
        return wait.get().onComplete(done -> waits.decrementAndGet());
    }

    /** How many waits are under way. */
    int waits() {
        return waits.get();
    }

    private static List<String> meaning(List<String> tokens) {
        return tokens.stream()
                .filter(token -> !token.equals(TokenSealed.NOTHING))
                .toList();
    }
}
