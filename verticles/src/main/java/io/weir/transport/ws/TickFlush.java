package io.weir.transport.ws;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One flush for each socket that was written to in this tick of the event loop, at the tick's end: the frames of one
 * socket leave in one system call. A tick that gathers much for many sockets is flushed in between, so that a burst
 * costs a bounded number of bytes. Belongs to one event loop.
 */
final class TickFlush {

    private static final Logger LOG = LoggerFactory.getLogger(TickFlush.class);

    /** Bytes that are gathered for all sockets together. */
    static final int MOST = 16 << 20;

    private final Executor eventLoop;
    private List<Runnable> due = new ArrayList<>();
    private long gathered;

    /** Makes the flush of one event loop, which runs its tasks in the order given. */
    TickFlush(Executor eventLoop) {
        this.eventLoop = eventLoop;
    }

    /** Runs {@code flush} once, when what is queued on the event loop now has run, or before. */
    void atEndOfTick(Runnable flush) {
        if (due.isEmpty()) {
            eventLoop.execute(this::run);
        }
        due.add(flush);
    }

    /** Counts what a socket has gathered. */
    void gathered(int bytes) {
        gathered += bytes;
        if (gathered >= MOST) {
            run();
        }
    }

    /** One socket's failure is its own: the others must not wait for a flush that never comes. */
    private static void flush(Runnable socket) {
        try {
            socket.run();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a socket could not be flushed");
        }
    }

    private void run() {
        List<Runnable> now = due;
        due = new ArrayList<>();
        gathered = 0;
        now.forEach(TickFlush::flush);
    }
}
