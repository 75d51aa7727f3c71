package io.weir.trigger;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.weir.bus.BusAddress;
import io.weir.bus.BusMessage;
import io.weir.bus.EventCursor;
import io.weir.bus.FindPosition;
import io.weir.bus.LogGap;
import io.weir.bus.LogPage;
import io.weir.bus.LogPosition;
import io.weir.bus.ReadLog;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks the log. Every answer fails with {@link LogGapException} when events are missing there, and otherwise as the bus
 * says.
 */
final class LogReads {

    private final EventBus bus;
    private final DeliveryOptions options;

    /** Asks over {@code bus}, and waits so long for an answer. */
    LogReads(EventBus bus, Duration timeout) {
        this.bus = bus;
        this.options = new DeliveryOptions().setSendTimeout(timeout.toMillis());
    }

    /** The end of the log, for a topic that it keeps. */
    Future<LogPosition> end(TopicKey topic) {
        return find(topic, null);
    }

    /** Where a subscriber to a topic goes on; null is the end of the log. */
    Future<LogPosition> find(TopicKey topic, @Nullable EventCursor cursor) {
        return ask(new FindPosition(topic.provider(), topic.topic(), cursor)).map(LogPosition.class::cast);
    }

    /** So many events of a topic behind a position of a store, or fewer. */
    Future<LogPage> read(TopicKey topic, long store, long after, int limit) {
        return ask(new ReadLog(topic.provider(), topic.topic(), store, after, limit))
                .map(LogPage.class::cast);
    }

    private Future<BusMessage> ask(BusMessage request) {
        return bus.<BusMessage>request(BusAddress.LOG, request, options)
                .compose(reply -> reply.body() instanceof LogGap gap
                        ? Future.failedFuture(new LogGapException(gap))
                        : Future.succeededFuture(reply.body()));
    }
}
