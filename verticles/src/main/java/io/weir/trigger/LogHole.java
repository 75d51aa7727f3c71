package io.weir.trigger;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.weir.bus.LogPage;
import io.weir.bus.LoggedEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events that the log did not hand over, read from the store topic by topic. Belongs to one event loop. */
final class LogHole {

    private static final Logger LOG = LoggerFactory.getLogger(LogHole.class);

    private static final int PAGE_EVENTS = 500;
    /** Topics that are read at the same time. */
    private static final int AT_ONCE = 4;

    private static final long RETRY_MILLIS = 500;

    private final Vertx vertx;
    private final LogReads log;
    private final Consumer<LoggedEvent> delivery;
    private final Consumer<Trigger> loss;
    private final long store;
    private final long after;
    private final long through;
    private final Deque<Trigger> left = new ArrayDeque<>();
    private final Promise<Void> closed = Promise.promise();
    private int underWay;
    private boolean cancelled;

    /**
     * A hole behind {@code after} and up to {@code through}.
     *
     * @param delivery takes the events, of each topic in order
     * @param loss hears of topics whose events are no longer there
     */
    LogHole(
            Vertx vertx,
            LogReads log,
            Consumer<LoggedEvent> delivery,
            Consumer<Trigger> loss,
            long store,
            long after,
            long through) {
        this.vertx = vertx;
        this.log = log;
        this.delivery = delivery;
        this.loss = loss;
        this.store = store;
        this.after = after;
        this.through = through;
    }

    /** Reads for these triggers; completes once all of them have what was to be had. Tries for as long as it takes. */
    Future<Void> close(List<Trigger> triggers) {
        left.addAll(triggers);
        for (int i = 0; i < AT_ONCE; i++) {
            next();
        }
        return closed.future();
    }

    /** Delivers nothing any more, and does not complete. */
    void cancel() {
        cancelled = true;
    }

    private void next() {
        Trigger next = left.poll();
        if (next != null) {
            underWay++;
            read(next, after);
        } else if (underWay == 0) {
            closed.tryComplete();
        }
    }

    private void read(Trigger trigger, long from) {
        log.read(trigger.key(), store, from, PAGE_EVENTS).onComplete((page, failure) -> {
            if (cancelled) {
                return;
            }
            if (page != null) {
                onPage(trigger, page);
            } else if (failure instanceof LogGapException) {
                loss.accept(trigger);
                pass(trigger);
            } else {
                LOG.debug("the log cannot be read now", failure);
                vertx.setTimer(RETRY_MILLIS, timer -> retry(trigger, from));
            }
        });
    }

    private void retry(Trigger trigger, long from) {
        if (cancelled) {
            return;
        }
        if (trigger.idle()) {
            pass(trigger);
        } else {
            read(trigger, from);
        }
    }

    private void onPage(Trigger trigger, LogPage page) {
        for (LoggedEvent event : page.events()) {
            if (event.position() <= through) {
                delivery.accept(event);
            }
        }
        if (page.through() >= through) {
            done();
        } else if (page.last()) { // what was handed over is not there
            loss.accept(trigger);
            pass(trigger);
        } else {
            read(trigger, page.through());
        }
    }

    /** It has not had what is in the hole: whoever comes back to a place in there has to ask the log. */
    private void pass(Trigger trigger) {
        trigger.startAt(through);
        done();
    }

    private void done() {
        underWay--;
        next();
    }
}
