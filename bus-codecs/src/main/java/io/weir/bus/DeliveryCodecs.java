package io.weir.bus;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The codecs of what goes to and from deliveries. */
final class DeliveryCodecs {

    private static final WireCodec<ReadDeliveries> READ_DELIVERIES = new WireCodec<>(
            ReadDeliveries.class,
            1,
            (out, m) -> out.list(m.ids(), WireWriter::text)
                    .text(m.subscription())
                    .text(m.state() == null ? null : m.state().name())
                    .text(m.key())
                    .number(m.after())
                    .number(m.limit())
                    .flag(m.newestFirst())
                    .flag(m.payloads()),
            in -> new ReadDeliveries(
                    in.list(WireReader::text),
                    in.optionalText(),
                    optionalState(in.optionalText()),
                    in.optionalText(),
                    in.number(),
                    (int) in.number(),
                    in.flag(),
                    in.flag()));

    private static final WireCodec<DeliveryReports> DELIVERY_REPORTS = new WireCodec<>(
            DeliveryReports.class,
            1,
            (out, m) -> out.list(m.reports(), DeliveryCodecs::delivery),
            in -> new DeliveryReports(in.list(DeliveryCodecs::delivery)));

    private static final WireCodec<ReadSubscriptions> READ_SUBSCRIPTIONS = new WireCodec<>(
            ReadSubscriptions.class,
            1,
            (out, m) -> out.list(m.names(), WireWriter::text),
            in -> new ReadSubscriptions(in.list(WireReader::text)));

    private static final WireCodec<SubscriptionReports> SUBSCRIPTION_REPORTS = new WireCodec<>(
            SubscriptionReports.class,
            1,
            (out, m) -> out.list(m.reports(), DeliveryCodecs::subscription),
            in -> new SubscriptionReports(in.list(DeliveryCodecs::subscription)));

    private static final WireCodec<ChangeDeliveries> CHANGE_DELIVERIES = new WireCodec<>(
            ChangeDeliveries.class,
            1,
            (out, m) -> out.flag(m.change() == ChangeDeliveries.Change.DISCARD)
                    .list(m.ids(), WireWriter::text)
                    .text(m.subscription()),
            in -> new ChangeDeliveries(
                    in.flag() ? ChangeDeliveries.Change.DISCARD : ChangeDeliveries.Change.REDELIVER,
                    in.list(WireReader::text),
                    in.optionalText()));

    private static final WireCodec<DeliveriesChanged> DELIVERIES_CHANGED = new WireCodec<>(
            DeliveriesChanged.class,
            1,
            (out, m) -> out.number(m.count()),
            in -> new DeliveriesChanged((int) in.number()));

    private static final WireCodec<ChangeSubscription> CHANGE_SUBSCRIPTION = new WireCodec<>(
            ChangeSubscription.class,
            1,
            (out, m) -> out.text(m.name()).flag(m.enable()),
            in -> new ChangeSubscription(in.text(), in.flag()));

    private static final WireCodec<SubscriptionsChanged> SUBSCRIPTIONS_CHANGED = new WireCodec<>(
            SubscriptionsChanged.class,
            1,
            (out, m) -> out.list(m.names(), WireWriter::text),
            in -> new SubscriptionsChanged(in.list(WireReader::text)));

    /** All of them. */
    static final List<WireCodec<?>> ALL = List.of(
            READ_DELIVERIES,
            DELIVERY_REPORTS,
            READ_SUBSCRIPTIONS,
            SUBSCRIPTION_REPORTS,
            CHANGE_DELIVERIES,
            DELIVERIES_CHANGED,
            CHANGE_SUBSCRIPTION,
            SUBSCRIPTIONS_CHANGED);

    private DeliveryCodecs() {}

    private static void delivery(WireWriter out, DeliveryReport report) {
        out.number(report.number())
                .text(report.id())
                .text(report.subscription())
                .text(report.provider())
                .text(report.topic())
                .number(report.position())
                .text(report.root())
                .text(report.key())
                .text(report.state().name())
                .text(report.step())
                .number(report.attempts())
                .bytes(report.log())
                .optionalBytes(report.failure())
                .number(report.due())
                .number(report.created())
                .number(report.finished())
                .number(report.depth())
                .number(report.payloadSize())
                .number(report.dataSize())
                .optionalBytes(report.payload())
                .optionalBytes(report.data())
                .optionalBytes(report.response());
    }

    private static DeliveryReport delivery(WireReader in) {
        return new DeliveryReport(
                in.number(),
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                in.number(),
                in.text(),
                in.text(),
                state(in.text()),
                in.text(),
                (int) in.number(),
                in.bytes(),
                in.optionalBytes(),
                in.number(),
                in.number(),
                in.number(),
                (int) in.number(),
                (int) in.number(),
                (int) in.number(),
                in.optionalBytes(),
                in.optionalBytes(),
                in.optionalBytes());
    }

    private static void subscription(WireWriter out, SubscriptionReport report) {
        out.text(report.name())
                .flag(report.configured())
                .flag(report.enabled())
                .number(report.since())
                .text(report.reason())
                .text(report.owner())
                .number(report.position())
                .number(report.lag())
                .number(report.pending())
                .number(report.dead())
                .number(report.oldestMillis());
    }

    private static SubscriptionReport subscription(WireReader in) {
        return new SubscriptionReport(
                in.text(),
                in.flag(),
                in.flag(),
                in.number(),
                in.optionalText(),
                in.optionalText(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number());
    }

    private static @Nullable DeliveryState optionalState(@Nullable String name) {
        return name == null ? null : state(name);
    }

    private static DeliveryState state(String name) {
        for (DeliveryState state : DeliveryState.values()) {
            if (state.name().equals(name)) {
                return state;
            }
        }
        throw new MalformedMessageException("there is no state \"" + name + "\" of a delivery");
    }
}
