package io.weir.action;

import io.vertx.core.Future;
import io.weir.bus.ActionReport;
import io.weir.bus.EventAttributes;
import io.weir.config.SystemConfig;
import io.weir.telemetry.LogKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes the events of actions that handlers have done. Belongs to one event loop. */
final class DoneEvents {

    private static final Logger LOG = LoggerFactory.getLogger(DoneEvents.class);

    private final Parts parts;

    DoneEvents(Parts parts) {
        this.parts = parts;
    }

    /** Whether the event is where it has to be. Never fails. */
    Future<Boolean> tell(Finish finish) {
        ActionReport done =
                Reports.completed(finish.command, finish.claim, parts.timing().millis(), finish.result, null);
        try {
            int depth = EventAttributes.depth(finish.claim.headers().get(EventAttributes.DEPTH_HEADER));
            return parts.neighbours().events().publish(done, finish.claim.arguments(), depth);
        } catch (RuntimeException fault) { // the action is done all the same
            LOG.atError()
                    .addKeyValue(LogKey.ACTION_ID, finish.claim.id())
                    .addKeyValue(LogKey.CAUSE, fault)
                    .log("the event of an action could not be published");
            return Future.succeededFuture(false);
        }
    }

    /** Whether no gate is to be asked before the event is there: a system reads the log. */
    boolean awaited(Finish finish) {
        return finish.affects().stream()
                .anyMatch(system -> parts.consistency().systems().get(system) instanceof SystemConfig.Log);
    }
}
