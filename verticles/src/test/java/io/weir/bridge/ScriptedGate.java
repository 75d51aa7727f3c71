package io.weir.bridge;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.weir.bus.BusAddress;
import io.weir.bus.BusFailure;
import io.weir.bus.ReportsRefused;
import io.weir.bus.ReportsTaken;
import io.weir.bus.TakeReports;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A gate that does what a test says, and notes what was reported. What has no brace is malformed. */
public final class ScriptedGate {

    public final List<String> stored = new CopyOnWriteArrayList<>();
    public final AtomicInteger failures = new AtomicInteger();
    /** Why reports are not stored; null when they are. */
    public volatile @Nullable BusFailure failing;

    /** Takes what is sent to the gate of a node. */
    public ScriptedGate at(Vertx vertx) {
        BridgeClient.await(vertx.eventBus()
                .<TakeReports>consumer(BusAddress.GATE, this::onReports)
                .completion());
        return this;
    }

    private void onReports(Message<TakeReports> message) {
        String report = message.body().reports().toString();
        BusFailure failure = failing;
        if (!report.startsWith("{")) {
            message.reply(new ReportsRefused("this is no report", false));
        } else if (report.contains("fatal")) {
            message.fail(BusFailure.REFUSED.code(), "the gate failed");
        } else if (failure != null) {
            failures.incrementAndGet();
            message.fail(failure.code(), "not now");
        } else {
            stored.add(report);
            message.reply(new ReportsTaken(1));
        }
    }
}
