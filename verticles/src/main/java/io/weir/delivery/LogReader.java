package io.weir.delivery;

import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.weir.bus.BusAddress;
import io.weir.bus.BusMessage;
import io.weir.bus.EventCursor;
import io.weir.bus.FindLogEnd;
import io.weir.bus.FindPosition;
import io.weir.bus.LogPosition;
import io.weir.bus.ReadLog;
import io.weir.bus.Service;
import io.weir.cluster.Asking;
import io.weir.cluster.Peers;
import io.weir.delivery.ledger.Cursor;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the log. Fails with {@link io.vertx.core.eventbus.ReplyException}. */
final class LogReader {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Asking asking;

    LogReader(EventBus bus, Peers peers) {
        this.asking = new Asking(bus, peers, Service.LOG, BusAddress.LOG);
    }

    /** Some events of a topic: a {@link io.weir.bus.LogPage}, or a {@link io.weir.bus.LogGap}. */
    Future<BusMessage> read(Topic topic, Cursor after, int limit) {
        return ask(new ReadLog(topic.provider(), topic.name(), after.store(), after.position(), limit));
    }

    /** Whether everything of a topic is there behind a place: a {@link LogPosition}, or a {@link io.weir.bus.LogGap}. */
    Future<BusMessage> check(Topic topic, @Nullable Cursor after) {
        EventCursor cursor = after == null ? null : EventCursor.at(after.store(), after.position());
        return ask(new FindPosition(topic.provider(), topic.name(), cursor));
    }

    /** The end of the log. */
    Future<Cursor> end() {
        return this.<LogPosition>ask(new FindLogEnd(List.of())).map(end -> new Cursor(end.store(), end.position()));
    }

    /** The end of the log, once all of these topics are logged. */
    Future<Cursor> endOf(List<Topic> topics) {
        List<Future<BusMessage>> ends =
                topics.stream().map(topic -> check(topic, null)).toList();
        return Future.all(ends)
                .map(all -> ends.stream()
                        .map(end -> (LogPosition) end.result())
                        .map(end -> new Cursor(end.store(), end.position()))
                        .max(Comparator.comparingLong(Cursor::position))
                        .orElseThrow());
    }

    private <T> Future<T> ask(BusMessage question) {
        return asking.ask(question, PATIENCE);
    }
}
