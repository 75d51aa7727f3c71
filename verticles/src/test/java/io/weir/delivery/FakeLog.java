package io.weir.delivery;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.weir.bus.BusAddress;
import io.weir.bus.BusMessage;
import io.weir.bus.FindLogEnd;
import io.weir.bus.FindPosition;
import io.weir.bus.LogAdvanced;
import io.weir.bus.LogGap;
import io.weir.bus.LogPage;
import io.weir.bus.LogPosition;
import io.weir.bus.LoggedEvent;
import io.weir.bus.ReadLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The log of all nodes of a test. Thread-safe. */
final class FakeLog {

    static final long STORE = 9;

    private final List<LoggedEvent> events = new ArrayList<>();
    private final List<EventBus> told = new CopyOnWriteArrayList<>();
    private long end = 100;
    private long dropped;

    /** Answers on a node's bus. */
    void serve(EventBus bus) {
        bus.<BusMessage>consumer(BusAddress.LOG, this::answer);
    }

    /** Tells a node of events, besides. */
    void tell(EventBus bus) {
        told.add(bus);
    }

    void append(String topic, String payload) {
        append(topic, payload, 0);
    }

    synchronized void append(String topic, String payload, int depth) {
        LoggedEvent event = new LoggedEvent("default", topic, ++end, null, depth, Buffer.buffer(payload));
        events.add(event);
        told.forEach(bus -> bus.send(
                BusAddress.DELIVERY_LOG,
                new LogAdvanced(STORE, event.position() - 1, event.position(), List.of(event))));
    }

    synchronized long end() {
        return end;
    }

    /** Forgets everything up to a position. */
    synchronized void drop(long position) {
        dropped = position;
        events.removeIf(event -> event.position() <= position);
    }

    private synchronized void answer(Message<BusMessage> message) {
        message.reply(answer(message.body()));
    }

    private BusMessage answer(BusMessage asked) {
        if (asked instanceof FindLogEnd) {
            return new LogPosition(STORE, end);
        }
        if (asked instanceof FindPosition find) {
            long place = find.cursor() == null ? end : find.cursor().position();
            return place < dropped ? gap() : new LogPosition(STORE, place);
        }
        ReadLog read = (ReadLog) asked;
        if (read.after() < dropped) {
            return gap();
        }
        List<LoggedEvent> found = events.stream()
                .filter(event -> event.topic().equals(read.topic()) && event.position() > read.after())
                .limit(read.limit())
                .toList();
        boolean full = found.size() == read.limit();
        return new LogPage(found, full ? found.get(found.size() - 1).position() : end, !full);
    }

    private LogGap gap() {
        return new LogGap(STORE, dropped, null, end);
    }
}
