package io.weir.trigger;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.weir.bus.LogAdvanced;
import io.weir.bus.LogPosition;
import io.weir.bus.LoggedEvent;
import io.weir.telemetry.LogKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log's events, in order and each once, to the triggers of a shard: what overlaps is cut, and a hole is closed from
 * the store before anything behind it is delivered. All triggers stand at the same position, but while a hole is being
 * closed. Belongs to one event loop.
 */
final class LogFeed {

    private static final Logger LOG = LoggerFactory.getLogger(LogFeed.class);

    /** Events that are kept while a hole is being closed; what is beyond them is read as part of the next hole. */
    private static final int MAX_ARRIVED = 2_000;

    private final Vertx vertx;
    private final LogReads log;
    private final Topics topics;
    private final Groups groups;
    private final Deque<LogAdvanced> arrived = new ArrayDeque<>();
    /** By who waits. */
    private final Map<Object, Waiter> waiters = new LinkedHashMap<>(0);

    private int arrivedEvents;
    /** Where the log's last word ended. */
    private long heard;
    /** Up to here events came and were not kept. */
    private long dropped;

    private boolean known;
    private long store;
    private long position;
    private @Nullable LogHole hole;
    private Promise<Void> settled = Promise.promise();

    /** Delivers to the triggers that {@code topics} has. */
    LogFeed(Vertx vertx, LogReads log, Topics topics, Groups groups) {
        this.vertx = vertx;
        this.log = log;
        this.topics = topics;
        this.groups = groups;
        settled.complete();
    }

    /** Who waits for a position. */
    private record Waiter(long position, Promise<Void> promise) {}

    /** Which store the positions are of. */
    long store() {
        return store;
    }

    /** Every event up to here was delivered. */
    long position() {
        return position;
    }

    /** Where to begin, unless that is known. */
    void begin(LogPosition end) {
        if (!known) {
            standAt(end.store(), end.position());
        }
    }

    /** Completes once no hole is being closed: until then nobody can say what a new subscriber will hear. */
    Future<Void> settled() {
        return settled.future();
    }

    /**
     * Completes, in that very turn, once every event up to this position was delivered.
     *
     * @param waiter who waits, for one position at a time
     */
    Future<Void> reached(Object waiter, long wanted) {
        if (position >= wanted) {
            return Future.succeededFuture();
        }
        Promise<Void> promise = Promise.promise();
        waiters.put(waiter, new Waiter(wanted, promise));
        return promise.future();
    }

    /** It waits no longer. */
    void forget(Object waiter) {
        waiters.remove(waiter);
    }

    /** What the log of this node says. */
    void onAdvanced(LogAdvanced advanced) {
        if (!known) {
            standAt(advanced.store(), advanced.after());
        }
        boolean shorter = advanced.through() < heard;
        heard = advanced.through();
        if (shorter || advanced.store() != store) {
            onOtherLog(advanced);
            return;
        }
        arrived.add(advanced);
        arrivedEvents += advanced.events().size();
        if (hole == null) {
            drain();
        } else if (arrivedEvents > MAX_ARRIVED) {
            forget();
            dropped = advanced.through();
        }
    }

    /** Delivers nothing any more. */
    void close() {
        forget();
        if (hole != null) {
            hole.cancel();
        }
    }

    /** Delivers what has arrived, up to the next hole. */
    private void drain() {
        for (LogAdvanced next = arrived.peek(); next != null; next = arrived.peek()) {
            if (next.after() > position) {
                closeHole(next.after());
                return;
            }
            arrived.remove();
            arrivedEvents -= next.events().size();
            take(next);
        }
        if (dropped > position) {
            closeHole(dropped);
        } else {
            settled.tryComplete();
        }
    }

    private void take(LogAdvanced advanced) {
        for (LoggedEvent event : advanced.events()) {
            if (event.position() > position) {
                deliver(event);
            }
        }
        moveTo(advanced.through());
    }

    private void deliver(LoggedEvent event) {
        Trigger trigger = topics.find(new TopicKey(event.provider(), event.topic()));
        if (trigger != null && trigger.logged()) {
            trigger.onEvent(event).forEach(this::fallBehind);
        }
    }

    private void closeHole(long through) {
        List<Trigger> listening =
                topics.logged().filter(trigger -> !trigger.idle()).toList();
        if (!listening.isEmpty()) {
            LOG.atInfo()
                    .addKeyValue(LogKey.TOPICS, listening.size())
                    .log("reads from the store what the log did not hand over");
            settled = settled.future().isComplete() ? Promise.promise() : settled;
        }
        LogHole closing = new LogHole(vertx, log, this::deliver, this::giveUp, store, position, through);
        hole = closing;
        closing.close(listening).onSuccess(closed -> {
            hole = null;
            passOver(through, Set.copyOf(listening));
            moveTo(through);
            drain();
        });
    }

    /** Those that no one listened to were not read. */
    private void passOver(long through, Set<Trigger> read) {
        topics.logged().filter(trigger -> !read.contains(trigger)).forEach(trigger -> trigger.startAt(through));
    }

    private void moveTo(long through) {
        if (through <= position) {
            return;
        }
        position = through;
        if (!waiters.isEmpty()) {
            List<Waiter> due =
                    waiters.values().stream().filter(w -> w.position <= through).toList();
            waiters.values().removeAll(due);
            due.forEach(waiter -> waiter.promise.complete());
        }
    }

    /** Positions of one store say nothing in another, or in a backup of it: the log knows which of the members' are good. */
    private void onOtherLog(LogAdvanced advanced) {
        LOG.warn("the log has another store now, or has lost its end");
        close();
        hole = null;
        topics.logged().toList().forEach(this::giveUp); // which may close some
        standAt(advanced.store(), advanced.through());
        topics.logged().forEach(trigger -> trigger.startAt(position));
        settled.tryComplete();
    }

    private void standAt(long where, long at) {
        known = true;
        store = where;
        position = at;
    }

    private void forget() {
        arrived.clear();
        arrivedEvents = 0;
        dropped = 0;
    }

    private void giveUp(Trigger trigger) {
        trigger.groups().forEach(this::fallBehind);
    }

    private void fallBehind(Group group) {
        groups.fallBehind(group, position);
        topics.closeLater(group.trigger());
    }
}
