package io.weir.bridge;

import io.vertx.core.Context;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** The event loop that a bridge lives on, for tasks of the threads that talk to its broker. Thread-safe. */
public final class BridgeLoop implements Executor {

    private final Context context;

    /** The event loop of a verticle's context. */
    public BridgeLoop(Context context) {
        this.context = context;
    }

    /** Runs a task there; none once the node has stopped: then nobody waits for what an attempt to connect came to. */
    @Override
    public void execute(Runnable task) {
        try {
            context.runOnContext(turn -> task.run());
        } catch (RejectedExecutionException stopped) {
            // The loop is gone, and what the task was to change with it.
        }
    }
}
