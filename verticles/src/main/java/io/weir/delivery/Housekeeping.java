package io.weir.delivery;

import io.vertx.core.Future;
import io.weir.bus.SubscriptionReport;
import io.weir.delivery.ledger.DeliveryLedger;
import io.weir.flow.Loop;
import io.weir.flow.Timing;
import io.weir.graph.delivery.DeliveryDefinition;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Forgets what ended well long ago, and measures how subscriptions stand. Belongs to one event loop. */
final class Housekeeping {

    private static final Duration MEASURE = Duration.ofSeconds(10);
    private static final Duration FORGET = Duration.ofMinutes(1);

    private final DeliveryLedger ledger;
    private final Timing timing;
    private final Metrics metrics;
    private final Supplier<List<DeliveryDefinition>> configured;
    private boolean stopped;

    Housekeeping(DeliveryLedger ledger, Timing timing, Metrics metrics, Supplier<List<DeliveryDefinition>> configured) {
        this.ledger = ledger;
        this.timing = timing;
        this.metrics = metrics;
        this.configured = configured;
    }

    void start() {
        measure();
        timing.after(FORGET, this::forget);
    }

    void stop() {
        stopped = true;
    }

    private void measure() {
        if (stopped) {
            return;
        }
        List<String> names =
                configured.get().stream().map(DeliveryDefinition::name).toList();
        (names.isEmpty() ? Future.succeededFuture(List.<SubscriptionReport>of()) : ledger.subscriptions(names))
                .onSuccess(reports -> reports.forEach(report -> metrics.delivery(report.name())
                        .standing(report.enabled(), report.pending(), report.dead(), report.oldestMillis())));
        timing.after(MEASURE, this::measure);
    }

    private void forget() {
        if (stopped) {
            return;
        }
        Future<Void> all = Future.succeededFuture();
        for (DeliveryDefinition delivery : configured.get()) {
            all = all.compose(before -> forget(delivery));
        }
        all.onComplete(done -> timing.after(FORGET, this::forget));
    }

    /** Some, and more as long as there are many. */
    private Future<Void> forget(DeliveryDefinition delivery) {
        Duration retention = delivery.config().retention();
        return Loop.until(forgotten -> forgotten == 0 || stopped, 1, some -> ledger.forget(delivery.name(), retention))
                .mapEmpty();
    }
}
