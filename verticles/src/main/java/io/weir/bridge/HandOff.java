package io.weir.bridge;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Hands what arrives on one thread to the event loop: in order, and many at a time, since waking the event loop for each
 * would cost more than the work.
 */
public final class HandOff<T> {

    private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Executor eventLoop;
    private final Runnable take;

    /**
     * Joins the two threads.
     *
     * @param take called on the event loop while anything waits; it takes at least one by {@link #poll}
     */
    public HandOff(Executor eventLoop, Runnable take) {
        this.eventLoop = eventLoop;
        this.take = take;
    }

    /** Something arrived. On any one thread. */
    public void add(T arrived) {
        waiting.add(arrived);
        schedule();
    }

    /** The next of those that wait. On the event loop. */
    @Nullable
    public T poll() {
        return waiting.poll();
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            eventLoop.execute(this::turn);
        }
    }

    private void turn() {
        take.run();
        scheduled.set(false);
        if (!waiting.isEmpty()) {
            schedule();
        }
    }
}
