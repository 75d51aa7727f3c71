package io.weir.bridge;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A place in {@link InFlight}. It is given back when what took it is both written and settled: what was given up by its
 * asker still holds its bytes while it waits for a socket that the broker does not read. Thread-safe.
 */
public final class Place {

    private final AtomicInteger holds = new AtomicInteger(2);
    private final Runnable leave;

    /** Calls {@code leave} once, in the end. */
    public Place(Runnable leave) {
        this.leave = leave;
    }

    /** Called once when it is written or will never be, and once when it is settled. */
    public void release() {
        if (holds.decrementAndGet() == 0) {
            leave.run();
        }
    }
}
