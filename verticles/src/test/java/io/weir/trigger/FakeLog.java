package io.weir.trigger;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.weir.bus.BusAddress;
import io.weir.bus.BusFailure;
import io.weir.bus.BusMessage;
import io.weir.bus.EventCursor;
import io.weir.bus.FindPosition;
import io.weir.bus.LogAdvanced;
import io.weir.bus.LogGap;
import io.weir.bus.LogPage;
import io.weir.bus.LogPosition;
import io.weir.bus.LoggedEvent;
import io.weir.bus.ReadLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A log in memory, for one shard. Positions have gaps. Events are handed over when it is told to. Thread-safe. */
final class FakeLog {

    static final int STEP = 10;

    private final Vertx vertx;
    private final Random random = new Random();
    private final List<LoggedEvent> events = new ArrayList<>();
    /** What it was asked. */
    private final List<BusMessage> asked = new ArrayList<>();
    /** Questions that wait for {@link #release}. */
    private final List<Message<BusMessage>> held = new ArrayList<>();

    private long store = 77;
    private long head = 100;
    private long handedOver = 100;
    private long dropped;
    private int pageSize = Integer.MAX_VALUE;
    private int slowest;
    private boolean holding;
    private Optional<BusFailure> failure = Optional.empty();

    FakeLog(Vertx vertx) {
        this.vertx = vertx;
        vertx.eventBus().<BusMessage>consumer(BusAddress.LOG, this::onMessage);
    }

    /** Stores an event. */
    synchronized long append(String topic, String payload) {
        return append(topic, null, payload);
    }

    /** Stores an event with an id of its own. */
    synchronized long append(String topic, @Nullable String id, String payload) {
        head += STEP;
        events.add(new LoggedEvent("default", topic, head, id, Buffer.buffer(payload)));
        return head;
    }

    /** Hands over all that was stored. */
    synchronized void handOver() {
        if (head > handedOver) {
            handOver(handedOver, head);
        }
    }

    /** Hands over so much, whether it was handed over before or not. */
    synchronized void handOver(long after, long through) {
        List<LoggedEvent> some = events.stream()
                .filter(event -> event.position() > after && event.position() <= through)
                .toList();
        vertx.eventBus().send(BusAddress.triggerLog(0), new LogAdvanced(store, after, through, some));
        handedOver = through;
    }

    /** Forgets to hand over what was stored. */
    synchronized void skip() {
        handedOver = head;
    }

    /** Stores and hands over. */
    synchronized long publish(String topic, String payload) {
        long position = append(topic, payload);
        handOver();
        return position;
    }

    synchronized long head() {
        return head;
    }

    synchronized long store() {
        return store;
    }

    /** Another store, which is empty. */
    synchronized void replaceStore() {
        store++;
        events.clear();
        dropped = 0;
        head = 5;
        handedOver = 5;
    }

    /** Drops everything so far. */
    synchronized void drop() {
        events.clear();
        dropped = head;
    }

    synchronized void pageSize(int size) {
        pageSize = size;
    }

    synchronized void failWith(@Nullable BusFailure with) {
        failure = Optional.ofNullable(with);
    }

    /** Answers what is so when it is asked, but later. */
    synchronized void answerWithin(int millis) {
        slowest = millis;
    }

    /** Answers no more until {@link #release}. */
    synchronized void hold() {
        holding = true;
    }

    /** Answers what waits, as the log is now. */
    synchronized void release() {
        holding = false;
        List<Message<BusMessage>> waiting = List.copyOf(held);
        held.clear();
        waiting.forEach(message -> message.reply(answer(message.body())));
    }

    synchronized int holds() {
        return held.size();
    }

    synchronized <M extends BusMessage> List<M> asked(Class<M> type) {
        return asked.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private synchronized void onMessage(Message<BusMessage> message) {
        asked.add(message.body());
        if (holding) {
            held.add(message);
        } else if (failure.isPresent()) {
            message.fail(failure.get().code(), "the store is away");
        } else if (slowest > 0) {
            BusMessage answer = answer(message.body());
            vertx.setTimer(1 + random.nextInt(slowest), timer -> message.reply(answer));
        } else {
            message.reply(answer(message.body()));
        }
    }

    private BusMessage answer(BusMessage question) {
        return question instanceof FindPosition find ? find(find) : read((ReadLog) question);
    }

    private BusMessage find(FindPosition find) {
        EventCursor cursor = find.cursor();
        if (cursor == null) {
            return new LogPosition(store, head);
        }
        if (cursor.id() != null) {
            return events.stream()
                    .filter(event -> cursor.id().equals(event.id()))
                    .findFirst()
                    .<BusMessage>map(event -> new LogPosition(store, event.position()))
                    .orElseGet(this::gap);
        }
        boolean here = cursor.store() == store && cursor.position() >= dropped && cursor.position() <= head;
        return here ? new LogPosition(store, cursor.position()) : gap();
    }

    private BusMessage read(ReadLog read) {
        if (read.store() != store || read.after() < dropped) {
            return gap();
        }
        int limit = Math.min(read.limit(), pageSize);
        List<LoggedEvent> found = events.stream()
                .filter(event ->
                        event.position() > read.after() && event.topic().equals(read.topic()))
                .toList();
        boolean last = found.size() <= limit;
        List<LoggedEvent> page = found.subList(0, Math.min(limit, found.size()));
        return new LogPage(page, last ? head : page.get(page.size() - 1).position(), last);
    }

    private LogGap gap() {
        return new LogGap(store, dropped, null, head);
    }
}
