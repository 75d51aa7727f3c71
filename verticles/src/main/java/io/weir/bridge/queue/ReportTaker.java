package io.weir.bridge.queue;

import io.vertx.core.Future;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.weir.bridge.Delivery;
import io.weir.bus.BusFailure;
import io.weir.bus.BusMessage;
import io.weir.bus.ReportsRefused;
import io.weir.bus.TakeReports;
import io.weir.cluster.Asking;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Brings the reports of systems to a gate. Each delivery is a report or a list of them. What no gate can take ends here:
 * tried again, it would only keep back those behind it.
 */
public final class ReportTaker implements Taker {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Asking gates;
    private final QueueLog log;
    private final Metrics metrics;

    /** Sends to this node's gate, or any. */
    public ReportTaker(Asking gates, QueueLog log, Metrics metrics) {
        this.gates = gates;
        this.log = log;
        this.metrics = metrics;
    }

    /** What is stored already when others must be tried again is stored again, which changes nothing. */
    @Override
    public Future<Void> take(List<Delivery> batch) {
        List<Future<Optional<String>>> refusals = batch.stream().map(this::take).toList();
        return Future.join(refusals)
                .onSuccess(all -> refusals.forEach(refusal -> refusal.result().ifPresent(this::refuse)))
                .mapEmpty();
    }

    /** Why it cannot be taken; empty when it is stored. */
    private Future<Optional<String>> take(Delivery delivery) {
        return gates.<BusMessage>ask(new TakeReports(delivery.event().payload()), PATIENCE)
                .map(answer -> answer instanceof ReportsRefused refused
                        ? Optional.of(refused.message())
                        : Optional.<String>empty())
                .recover(failure -> isRefusal(failure)
                        ? Future.succeededFuture(Optional.of(String.valueOf(failure.getMessage())))
                        : Future.failedFuture(failure));
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof ReplyException reply
                && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE
                && BusFailure.ofCode(reply.failureCode()) == BusFailure.REFUSED;
    }

    private void refuse(String reason) {
        metrics.reportsRefused().increment();
        log.onReportRefused(reason);
    }
}
