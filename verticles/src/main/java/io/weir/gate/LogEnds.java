package io.weir.gate;

import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.weir.bus.BusAddress;
import io.weir.bus.BusFailure;
import io.weir.bus.FindLogEnd;
import io.weir.bus.LogPosition;
import io.weir.bus.Service;
import io.weir.cluster.Asking;
import io.weir.cluster.Peers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks any node's log where it ends. Belongs to one event loop. */
final class LogEnds {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Asking asking;
    private @Nullable LogPosition seen;

    LogEnds(EventBus bus, Peers peers) {
        this.asking = new Asking(bus, peers, Service.LOG, BusAddress.LOG);
    }

    /**
     * The end as of some moment after the call.
     *
     * @param topics patterns, as {@link FindLogEnd} has them
     * @return fails with {@link GateFailure} when no log answers
     */
    Future<LogPosition> end(List<String> topics) {
        return asking.<LogPosition>ask(new FindLogEnd(topics), PATIENCE)
                .recover(failure -> Future.failedFuture(unavailable(failure)));
    }

    /** Whether the log of that store, which is there, has this position: asks only where it is not known. */
    Future<Boolean> has(long store, long position) {
        LogPosition known = seen;
        if (known != null && known.store() == store && position <= known.position()) {
            return Future.succeededFuture(true);
        }
        return end(List.of()).map(end -> {
            seen = end;
            return end.store() == store && position <= end.position();
        });
    }

    private static GateFailure unavailable(Throwable failure) {
        boolean nobody = failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
        return new GateFailure(
                BusFailure.STORE_UNAVAILABLE,
                nobody ? "no log is running; try again" : "the log does not say where it ends; try again");
    }
}
