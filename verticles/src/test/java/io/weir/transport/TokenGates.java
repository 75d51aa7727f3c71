package io.weir.transport;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventCursor;
import io.weir.bus.GateReport;
import io.weir.bus.SystemOutcome;
import io.weir.bus.SystemTarget;
import io.weir.bus.Written;
import io.weir.error.ErrorCode;
import io.weir.source.GateClient;
import io.weir.source.SourceException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Gates that know by a token's text how its wait ends: {@code late} and {@code bad} are none that pass. */
final class TokenGates implements GateClient {

    /** What requests must see, in order. */
    final List<List<String>> asked = new CopyOnWriteArrayList<>();

    private final EventCursor log;

    /** Tokens start streams behind this. */
    TokenGates(EventCursor log) {
        this.log = log;
    }

    @Override
    public Future<GateReport> awaitTokens(List<String> tokens, String caller, Duration patience) {
        asked.add(tokens);
        if (tokens.contains("bad")) {
            return Future.failedFuture(
                    new SourceException(ErrorCode.INVALID_CONSISTENCY_TOKEN, "the token is none of ours", false));
        }
        SystemOutcome.Outcome outcome =
                tokens.contains("late") ? SystemOutcome.Outcome.TIMED_OUT : SystemOutcome.Outcome.REACHED;
        return Future.succeededFuture(new GateReport(List.of(new SystemOutcome("search", outcome, 7)), List.of(), log));
    }

    @Override
    public Future<String> seal(List<String> tokens, List<SystemTarget> targets, boolean withLog) {
        return Future.succeededFuture("sealed-" + String.join("-", tokens));
    }

    @Override
    public Future<GateReport> awaitWrite(List<String> systems, Written write, Duration patience) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<GateReport> awaitTargets(List<SystemTarget> targets, Duration patience) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Integer> report(Buffer reports) {
        throw new UnsupportedOperationException();
    }
}
