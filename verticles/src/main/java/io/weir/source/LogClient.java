package io.weir.source;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.weir.bus.AppendEvents;
import io.weir.bus.BusAddress;
import io.weir.bus.BusFailure;
import io.weir.bus.PublishOutcome;
import io.weir.bus.Service;
import io.weir.bus.TopicEvent;
import io.weir.cluster.Asking;
import io.weir.cluster.Peers;
import java.time.Duration;
import java.util.List;

/** Has the log store an event that Weir itself publishes. */
final class LogClient {

    private static final PublishOutcome STORED = new PublishOutcome(true, "");

    private final Asking asking;
    private final Duration timeout;

    /** Asks over the bus of {@code vertx} and waits as long for the answer. */
    LogClient(Vertx vertx, Peers peers, Duration timeout) {
        this.asking = new Asking(vertx.eventBus(), peers, Service.LOG, BusAddress.LOG);
        this.timeout = timeout;
    }

    /** Accepted once the event is durable. Never fails; an event that was refused is stored or not, no one knows. */
    Future<PublishOutcome> append(TopicEvent event) {
        return asking.ask(new AppendEvents(List.of(event)), timeout)
                .map(stored -> STORED)
                .otherwise(failure -> new PublishOutcome(false, reason(failure)));
    }

    private static String reason(Throwable failure) {
        if (!(failure instanceof ReplyException reply)) {
            return "the event was not stored";
        }
        if (reply.failureType() == ReplyFailure.NO_HANDLERS) {
            return "the topic is logged, and no log is running; try again";
        }
        if (reply.failureType() == ReplyFailure.TIMEOUT) {
            return "the event was not stored in time; try again";
        }
        return switch (BusFailure.ofCode(reply.failureCode())) {
            case STORE_UNAVAILABLE -> "the event was not stored, the store does not answer; try again";
            case BUSY -> "too many events wait to be stored; try again";
            default -> "the event was not stored; try again";
        };
    }
}
