package io.weir.bridge.queue;

import io.vertx.core.Future;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.BrokerLog;
import io.weir.bus.BusAddress;
import io.weir.bus.LogTopics;
import io.weir.bus.Service;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Keeps the queue of what systems report over a broker, and reads it. Once a node has made it, no report is lost while none
 * runs. On the event loop only.
 */
public final class ReportQueue {

    /** What systems report on. */
    public static final String TOPIC = "consistency.acks";

    private final QueueAccess access;
    private final LogTopics wanted;
    private final QueueReader reader;
    private final BrokerLog log;
    private boolean connected;

    /**
     * Does nothing until the broker is there.
     *
     * @param name the queue's
     * @param keep how long the broker keeps the queue when no node reads it any more
     */
    public ReportQueue(
            QueueAccess access, String provider, String name, Duration keep, BrokerLog log, Metrics metrics) {
        this.access = access;
        this.wanted = new LogTopics(provider, name, true, keep.toMillis(), List.of(TOPIC), List.of());
        this.log = log;
        QueueLog queueLog = new QueueLog(provider, "gate");
        Taker taker = new ReportTaker(access.asking(Service.GATES, BusAddress.GATE), queueLog, metrics);
        this.reader = access.reader(taker, queueLog, this::keep);
    }

    /** The broker is there; what fills the queue may be new, and know nothing of it. */
    public void onConnected() {
        connected = true;
        keep();
    }

    /** The broker is away; what has a connection goes on until that is lost too. */
    public void onDisconnected() {
        connected = false;
    }

    /** Ends for good. Done when what is under way is stored and acknowledged, or that takes too long. */
    public Future<Void> close() {
        connected = false;
        return reader.close();
    }

    private void keep() {
        if (!connected) {
            return;
        }
        access.thread().execute(() -> {
            try {
                Map<String, BrokerFailure> refused = access.broker().keep(wanted);
                access.eventLoop().execute(() -> onBound(refused));
            } catch (Exception e) {
                BrokerFailure failure = access.failure(e);
                access.eventLoop().execute(() -> reader.later(wanted.queue(), failure));
            }
        });
    }

    private void onBound(Map<String, BrokerFailure> refused) {
        refused.forEach(log::onTopicRefused);
        if (connected && !reader.isReading()) {
            reader.read(wanted.queue());
        }
    }
}
