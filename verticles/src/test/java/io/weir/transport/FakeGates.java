package io.weir.transport;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.GateReport;
import io.weir.bus.SystemTarget;
import io.weir.bus.Written;
import io.weir.error.ErrorCode;
import io.weir.source.GateClient;
import io.weir.source.SourceException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps what systems report; fails where the report is the name of an error code. */
public final class FakeGates implements GateClient {

    public final List<String> reports = new CopyOnWriteArrayList<>();

    @Override
    public Future<Integer> report(Buffer report) {
        for (ErrorCode code : ErrorCode.values()) {
            if (report.toString().equals("\"" + code.name() + "\"")) {
                return Future.failedFuture(new SourceException(code, "the gate says why", false));
            }
        }
        if (report.toString().equals("\"broken\"")) {
            return Future.failedFuture(new IllegalStateException("a secret"));
        }
        reports.add(report.toString());
        return Future.succeededFuture(reports.size());
    }

    @Override
    public Future<GateReport> awaitWrite(List<String> systems, Written write, @Nullable Duration patience) {
        throw new UnsupportedOperationException("a transport waits for nothing");
    }

    @Override
    public Future<GateReport> awaitTargets(List<SystemTarget> targets, @Nullable Duration patience) {
        throw new UnsupportedOperationException("a transport waits for nothing");
    }

    @Override
    public Future<GateReport> awaitTokens(List<String> tokens, @Nullable String caller, @Nullable Duration patience) {
        throw new UnsupportedOperationException("a transport waits for nothing");
    }

    @Override
    public Future<String> seal(List<String> tokens, List<SystemTarget> targets, boolean log) {
        throw new UnsupportedOperationException("a transport makes no tokens");
    }
}
