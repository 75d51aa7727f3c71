package io.weir.delivery;

import io.vertx.core.Future;
import io.weir.bus.BusMessage;
import io.weir.bus.ChangeDeliveries;
import io.weir.bus.ChangeSubscription;
import io.weir.bus.DeliveriesChanged;
import io.weir.bus.DeliveryReports;
import io.weir.bus.ReadDeliveries;
import io.weir.bus.ReadSubscriptions;
import io.weir.bus.SubscriptionReport;
import io.weir.bus.SubscriptionReports;
import io.weir.bus.SubscriptionsChanged;
import io.weir.delivery.ledger.Cursor;
import io.weir.delivery.ledger.DeliveryLedger;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers operators, out of the store: any node can. Belongs to one event loop. */
final class DeliveryDesk {

    /** A page is one message: larger ones are asked for in parts. */
    private static final int MOST = 1_000;

    /** A segment of the log has so many positions of its own, those at its end unused. */
    private static final int SEGMENT_BITS = 32;

    private final DeliveryLedger ledger;
    private final LogReader log;
    private final Supplier<Set<String>> configured;
    private final Consumer<SubscriptionsChanged> bus;

    /**
     * A desk over a ledger.
     *
     * @param configured the subscriptions of this node's configuration
     * @param bus tells all nodes what operators have changed
     */
    DeliveryDesk(
            DeliveryLedger ledger,
            LogReader log,
            Supplier<Set<String>> configured,
            Consumer<SubscriptionsChanged> bus) {
        this.ledger = ledger;
        this.log = log;
        this.configured = configured;
        this.bus = bus;
    }

    /** Answers a request as its Javadoc says. */
    Future<? extends BusMessage> ask(BusMessage asked) {
        if (asked instanceof ReadDeliveries read) {
            return ledger.read(bounded(read)).map(DeliveryReports::new);
        }
        if (asked instanceof ReadSubscriptions read) {
            return subscriptions(read.names());
        }
        if (asked instanceof ChangeDeliveries change) {
            return change(change);
        }
        if (asked instanceof ChangeSubscription change) {
            return ledger.change(change.name(), change.enable()).compose(there -> {
                bus.accept(new SubscriptionsChanged(List.of(change.name())));
                return subscriptions(List.of(change.name()));
            });
        }
        return Future.failedFuture(new RefusedException("deliveries cannot do that"));
    }

    private Future<DeliveriesChanged> change(ChangeDeliveries change) {
        if (change.ids().isEmpty() && change.subscription() == null) {
            return Future.failedFuture(new RefusedException("say which deliveries, or of which subscription"));
        }
        return known(change.subscription())
                .compose(there -> ledger.change(change))
                .map(counts -> {
                    bus.accept(new SubscriptionsChanged(List.copyOf(counts.keySet())));
                    return new DeliveriesChanged(
                            counts.values().stream().mapToInt(Integer::intValue).sum());
                });
    }

    /** Whoever misspells a name must not hear that nothing was dead. */
    private Future<Void> known(@Nullable String subscription) {
        return subscription == null
                ? Future.succeededFuture()
                : ledger.subscriptions(List.of(subscription))
                        .compose(reports -> reports.isEmpty()
                                ? Future.failedFuture(
                                        new RefusedException("there is no subscription \"%s\"".formatted(subscription)))
                                : Future.succeededFuture());
    }

    private Future<SubscriptionReports> subscriptions(Collection<String> names) {
        return ledger.subscriptions(names)
                .compose(reports -> log.end()
                        .<@Nullable Cursor>map(end -> end)
                        .otherwiseEmpty()
                        .map(end -> {
                            Set<String> here = configured.get();
                            return new SubscriptionReports(reports.stream()
                                    .map(report -> completed(report, here.contains(report.name()), end))
                                    .toList());
                        }));
    }

    private static SubscriptionReport completed(SubscriptionReport report, boolean isConfigured, @Nullable Cursor end) {
        return new SubscriptionReport(
                report.name(),
                isConfigured,
                report.enabled(),
                report.since(),
                report.reason(),
                report.owner(),
                report.position(),
                end == null ? -1 : behind(report.position(), end.position()),
                report.pending(),
                report.dead(),
                report.oldestMillis());
    }

    /** Where there are several segments, those of the last one. */
    private static long behind(long position, long end) {
        long begin = end >> SEGMENT_BITS << SEGMENT_BITS;
        return Math.max(0, end - Math.max(position, begin));
    }

    private static ReadDeliveries bounded(ReadDeliveries read) {
        return new ReadDeliveries(
                read.ids(),
                read.subscription(),
                read.state(),
                read.key(),
                read.after(),
                Math.max(1, Math.min(read.limit(), MOST)),
                read.newestFirst(),
                read.payloads());
    }
}
