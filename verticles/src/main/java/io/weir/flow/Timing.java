package io.weir.flow;

import java.time.Duration;

/** Clocks and timers of whoever belongs to one event loop, on which the timers run. */
public interface Timing {

    /** Time that only goes forward, in nanoseconds. */
    long nanos();

    /** Milliseconds since 1970. */
    long millis();

    /** Runs something later. */
    Pending after(Duration pause, Runnable then);

    /** Something that has not run yet. */
    interface Pending {

        /** It will not run; no effect once it has. */
        void cancel();
    }
}
