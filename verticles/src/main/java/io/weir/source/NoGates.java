package io.weir.source;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.GateReport;
import io.weir.bus.SystemOutcome;
import io.weir.bus.SystemTarget;
import io.weir.bus.Written;
import io.weir.error.ErrorCode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** For whoever has no gates. */
final class NoGates implements GateClient {

    @Override
    public Future<GateReport> awaitWrite(List<String> systems, Written write, @Nullable Duration patience) {
        return Future.succeededFuture(new GateReport(
                systems.stream()
                        .map(system -> new SystemOutcome(system, SystemOutcome.Outcome.STALLED, 0))
                        .toList(),
                List.of(),
                null));
    }

    @Override
    public Future<GateReport> awaitTargets(List<SystemTarget> targets, @Nullable Duration patience) {
        return Future.succeededFuture(new GateReport(
                targets.stream()
                        .map(target -> new SystemOutcome(target.system(), SystemOutcome.Outcome.STALLED, 0))
                        .toList(),
                targets,
                null));
    }

    @Override
    public Future<GateReport> awaitTokens(List<String> tokens, @Nullable String caller, @Nullable Duration patience) {
        return unavailable();
    }

    @Override
    public Future<String> seal(List<String> tokens, List<SystemTarget> targets, boolean log) {
        return unavailable();
    }

    @Override
    public Future<Integer> report(Buffer reports) {
        return unavailable();
    }

    private static <T> Future<T> unavailable() {
        return Future.failedFuture(
                new SourceException(ErrorCode.CONSISTENCY_UNAVAILABLE, "no node holds gates now; try again", false));
    }
}
