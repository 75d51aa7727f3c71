package io.weir.source;

import io.vertx.core.Future;
import io.weir.bus.ActionReport;
import io.weir.bus.ChangeAction;
import io.weir.bus.StartAction;
import java.time.Duration;
import java.util.List;

/**
 * Runs actions and asks how they stand, over the bus. Thread-safe; answers on the caller's context. What fails, fails with
 * {@link ActionException}.
 */
public interface ActionClient {

    /**
     * Runs an action.
     *
     * @param patience how long an answer may take
     * @return once it has ended; or, where it runs later, once it is accepted
     */
    Future<ActionReport> start(StartAction start, Duration patience);

    /**
     * How actions stand.
     *
     * @return those that exist and are of this owner, in any order
     */
    Future<List<ActionReport>> read(List<String> ids, String owner, boolean details);

    /** Takes an action back, or has it tried again; how it stands then. */
    Future<ActionReport> change(String id, String owner, ChangeAction.Change change);

    /** Waits for an action to end, on whichever node that happens. */
    Wait await(String id, String owner);

    /** A wait that may be given up. */
    interface Wait {

        /** How it ended. Fails at once when there is no such action of this owner. */
        Future<ActionReport> ended();

        /** Gives up: the future never completes after this. */
        void cancel();
    }
}
