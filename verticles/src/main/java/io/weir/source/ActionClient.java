package io.weir.source;

import io.vertx.core.Future;
import io.weir.bus.ActionReport;
import io.weir.bus.ChangeAction;
import io.weir.bus.StartAction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs actions and asks how they stand, over the bus. Thread-safe; answers on the caller's context. What fails, fails with
 * {@link ActionException}.
 */
public interface ActionClient {

    /** Where there are no actions: whatever is asked, none can be run now. */
    ActionClient NONE = new NoActions();

    /**
     * Runs an action.
     *
     * @param patience how long an answer may take
     * @return once it has ended; or, where it runs later, once it is accepted; or how an action stands that runs already
     *     by the same idempotency key
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

        /** How it stood at first. Fails when there is no such action of this owner, or none can be waited for. */
        Future<ActionReport> begun();

        /** How it ended. Fails at once when {@link #begun} does. */
        Future<ActionReport> ended();

        /** How it ended; empty when it has not after this time, and then the wait is given up. Called once. */
        Future<Optional<ActionReport>> endedWithin(Duration patience);

        /** Gives up: what has not completed never does. */
        void cancel();
    }
}
