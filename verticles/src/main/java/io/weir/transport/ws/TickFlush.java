package io.weir.transport.ws;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * One flush for each socket that was written to in this tick of the event loop, at the tick's end: the frames of one
 * socket leave in one system call. Belongs to one event loop.
 */
final class TickFlush {

    private final Executor eventLoop;
    private List<Runnable> due = new ArrayList<>();

    /** Makes the flush of one event loop, which runs its tasks in the order given. */
    TickFlush(Executor eventLoop) {
        this.eventLoop = eventLoop;
    }

    /** Runs {@code flush} when what is queued on the event loop now has run. */
    void atEndOfTick(Runnable flush) {
        if (due.isEmpty()) {
            eventLoop.execute(this::run);
        }
        due.add(flush);
    }

    private void run() {
        List<Runnable> now = due;
        due = new ArrayList<>();
        now.forEach(Runnable::run);
    }
}
