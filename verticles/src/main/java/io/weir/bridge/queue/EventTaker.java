package io.weir.bridge.queue;

import io.vertx.core.Future;
import io.weir.bridge.Delivery;
import io.weir.bus.AppendEvents;
import io.weir.cluster.Asking;
import java.time.Duration;
import java.util.List;

/** Brings events to the log. */
public final class EventTaker implements Taker {

    /** A log that says nothing for so long has lost the batch; one that cannot store it says so at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Asking logs;

    /** Sends to this node's log, or any. */
    public EventTaker(Asking logs) {
        this.logs = logs;
    }

    @Override
    public Future<Void> take(List<Delivery> batch) {
        AppendEvents events =
                new AppendEvents(batch.stream().map(Delivery::event).toList());
        return logs.ask(events, PATIENCE).mapEmpty();
    }
}
