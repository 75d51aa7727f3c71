package io.weir.source;

import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.weir.bus.BusAddress;
import io.weir.bus.BusFailure;
import io.weir.bus.BusMessage;
import io.weir.bus.Service;
import io.weir.cluster.Asking;
import io.weir.cluster.Peers;
import io.weir.error.ErrorCode;
import java.time.Duration;

/** One request to some gate, and what it means when it fails. */
final class GateRequests {

    /** The gate keeps the time; the margin lets its own answer, which knows more, arrive first. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private final Asking asking;

    GateRequests(EventBus bus, Peers peers) {
        this.asking = new Asking(bus, peers, Service.GATES, BusAddress.GATE);
    }

    /** Asks a gate, which may need so long for its answer. */
    Future<BusMessage> ask(BusMessage question, Duration patience) {
        return asking.ask(question, patience.plus(MARGIN));
    }

    /** For whoever asked for something that is not tried again here. */
    static SourceException explained(Throwable failure) {
        if (BusFailure.isIncompatible(failure)) {
            return new SourceException(
                    ErrorCode.NODES_INCOMPATIBLE,
                    "the nodes that hold gates are of another version; try again when all are of one",
                    true);
        }
        boolean stored = failure instanceof ReplyException reply
                && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE
                && BusFailure.ofCode(reply.failureCode()) == BusFailure.STORE_UNAVAILABLE;
        return stored
                ? new SourceException(ErrorCode.STORE_UNAVAILABLE, "the store is not available; try again", true)
                : unavailable();
    }

    /** No gate could say. */
    static SourceException unavailable() {
        return new SourceException(
                ErrorCode.CONSISTENCY_UNAVAILABLE, "no node could tell how far the systems are; try again", true);
    }
}
