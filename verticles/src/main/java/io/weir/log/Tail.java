package io.weir.log;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.weir.bus.LogAdvanced;
import io.weir.flow.Checkpoints;
import io.weir.log.ledger.Head;
import io.weir.log.ledger.LogLedger;
import io.weir.log.ledger.Page;
import io.weir.log.ledger.Segment;
import io.weir.telemetry.LogMeters;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what was stored to the triggers of this node, in order and without a gap: what this node stored itself straight
 * away, everything else from the store. What is on its way to triggers is bounded: while they are behind it waits in the
 * store. Goes on by itself when the store was away. Belongs to one event loop.
 */
final class Tail {

    private static final Logger LOG = LoggerFactory.getLogger(Tail.class);
    private static final DeliveryOptions THIS_NODE = new DeliveryOptions().setLocalOnly(true);
    private static final int PAGE = 1_000;

    /** What may be on its way: events, and bytes of payloads. */
    private static final int UNDER_WAY_EVENTS = 10_000;

    private static final long UNDER_WAY_BYTES = 16 << 20;

    private final Vertx vertx;
    private final LogLedger ledger;
    private final List<String> receivers;
    private final Duration poll;
    private final LogMeters metrics;
    private final Checkpoints checkpoints;
    private final Recent recent = new Recent();
    /** Up to here everything was handed over; negative until that is known. */
    private long at = -1;
    /** The log's end, as far as this node has heard. */
    private long head = -1;

    private boolean reading;
    private boolean heard;
    private boolean stopped;
    private int underWayEvents;
    private long underWayBytes;

    /**
     * Hands over to these addresses.
     *
     * @param poll how often to look for what other nodes stored
     */
    Tail(Vertx vertx, LogLedger ledger, List<String> receivers, Duration poll, LogMeters metrics) {
        this.vertx = vertx;
        this.ledger = ledger;
        this.receivers = receivers;
        this.poll = poll;
        this.metrics = metrics;
        this.checkpoints = new Checkpoints(vertx.eventBus());
    }

    /** Begins at the end of the log. */
    void start() {
        if (!receivers.isEmpty()) {
            look();
        }
    }

    void stop() {
        stopped = true;
    }

    /** This node stored events. */
    void onStored(LogAdvanced stored) {
        if (receivers.isEmpty()) {
            return;
        }
        heard = true;
        if (at < 0) {
            at = stored.after();
        }
        head = Math.max(head, stored.through());
        recent.add(stored);
        run();
    }

    /** Looks again and again, but not where this node's own events say how the log is. */
    private void look() {
        if (stopped) {
            return;
        }
        if (!heard && !reading && open()) {
            find();
        }
        heard = false;
        vertx.setTimer(poll.toMillis(), timer -> look());
    }

    private void run() {
        LogAdvanced next = open() ? recent.behind(at) : null;
        while (next != null) {
            handOver(next);
            next = open() ? recent.behind(at) : null;
        }
        metrics.lag(Segment.positionsBetween(at, head));
        if (at < head && !reading && open() && !stopped) {
            read();
        }
    }

    private boolean open() {
        return underWayEvents < UNDER_WAY_EVENTS && underWayBytes < UNDER_WAY_BYTES;
    }

    /** Asks only where the log ends: mostly it is where it was, and a page is much more work for all. */
    private void find() {
        reading = true;
        long before = at;
        ledger.head().onComplete((found, failure) -> onRead(failure, () -> onHead(before, found)));
    }

    private void read() {
        reading = true;
        long after = at;
        ledger.readAll(after, PAGE).onComplete((page, failure) -> onRead(failure, () -> onPage(after, page)));
    }

    private void onRead(@Nullable Throwable failure, Runnable use) {
        reading = false;
        if (failure != null) {
            metrics.failures().increment();
            LOG.debug("the log cannot be read now", failure);
            return; // the next look tries again
        }
        use.run();
        run();
    }

    /** The first hand-over has no events: it says where the next ones begin. */
    private void onHead(long before, Head found) {
        if (at < 0) {
            startAt(found);
        } else if (found.position() < before) {
            onShorter(found);
        }
        head = Math.max(head, found.position());
    }

    /** Events of this node's own may have been handed over since the page was asked for. */
    private void onPage(long after, Page page) {
        if (page.head().position() < after) {
            onShorter(page.head());
            return;
        }
        head = Math.max(head, page.head().position());
        if (page.through() > at) {
            handOver(Recent.behind(new LogAdvanced(page.head().store(), after, page.through(), page.events()), at));
        }
    }

    private void onShorter(Head found) {
        LOG.warn("the log has become shorter: events were lost with the store that had them");
        head = found.position();
        recent.clear();
        startAt(found);
    }

    private void startAt(Head found) {
        handOver(new LogAdvanced(found.store(), found.position(), found.position(), List.of()));
    }

    private void handOver(LogAdvanced advanced) {
        at = advanced.through();
        int events = advanced.events().size();
        long bytes = Recent.bytes(advanced);
        underWayEvents += events;
        underWayBytes += bytes;
        for (String receiver : receivers) {
            vertx.eventBus().send(receiver, advanced, THIS_NODE);
            checkpoints.sentTo(receiver);
        }
        checkpoints.reached().onComplete(reached -> {
            underWayEvents -= events;
            underWayBytes -= bytes;
            run();
        });
    }
}
