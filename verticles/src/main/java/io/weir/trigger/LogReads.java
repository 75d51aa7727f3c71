package io.weir.trigger;

import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.weir.bus.BusAddress;
import io.weir.bus.BusMessage;
import io.weir.bus.EventCursor;
import io.weir.bus.FindPosition;
import io.weir.bus.LogGap;
import io.weir.bus.LogPage;
import io.weir.bus.LogPosition;
import io.weir.bus.ReadLog;
import io.weir.bus.Service;
import io.weir.cluster.Asking;
import io.weir.cluster.Peers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks the log. Every answer fails with {@link LogGapException} when events are missing there, and otherwise as the bus
 * says.
 */
final class LogReads {

    private final Asking asking;
    private final Duration timeout;

    /** Asks over {@code bus}, and waits so long for an answer. */
    LogReads(EventBus bus, Peers peers, Duration timeout) {
        this.asking = new Asking(bus, peers, Service.LOG, BusAddress.LOG);
        this.timeout = timeout;
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
        return asking.<BusMessage>ask(request, timeout)
                .compose(answer -> answer instanceof LogGap gap
                        ? Future.failedFuture(new LogGapException(gap))
                        : Future.succeededFuture(answer));
    }
}
