package io.weir.source;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionReport;

/** Tells everybody of stored actions that were done: every successful mutation is an event. Thread-safe. */
public interface ActionEvents {

    /** Where no one wants to hear of them. */
    ActionEvents NONE = (done, arguments, depth) -> Future.succeededFuture(true);

    /**
     * An action was done. Told again, after a crash, it is the same event: its id is the action's.
     *
     * @param done completed, with its result
     * @param arguments of the mutation, one JSON object as UTF-8 bytes
     * @param depth how many events of ours led to the mutation
     * @return whether the event is where it has to be: false when its topic did not take it; never fails
     */
    Future<Boolean> publish(ActionReport done, Buffer arguments, int depth);
}
