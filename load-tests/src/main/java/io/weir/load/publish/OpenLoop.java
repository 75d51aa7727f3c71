package io.weir.load.publish;

import io.weir.load.Phase;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ObjLongConsumer;

/** Sends a phase on its way in time: what is late is caught up with at once, never left out or moved. */
public final class OpenLoop {

    private final ObjLongConsumer<Phase> departure;
    private final Runnable flush;

    /** Publishes events like {@code payload} by {@code publisher}. */
    public OpenLoop(EventPublisher publisher, EventPayload payload) {
        this((phase, sequence) -> publisher.publish(phase.topicOf(sequence), payload.with(sequence)), publisher::flush);
    }

    /**
     * Sends anything else.
     *
     * @param departure takes each sequence number of the phase when it is due
     * @param flush runs after the last one that is due now
     */
    public OpenLoop(ObjLongConsumer<Phase> departure, Runnable flush) {
        this.departure = departure;
        this.flush = flush;
    }

    /** Runs the whole phase on the caller's thread. */
    public void run(Phase phase) {
        long end = phase.first() + phase.events();
        long sequence = phase.first();
        while (sequence < end) {
            sleepUntil(phase.intendedNanos(sequence));
            long now = System.nanoTime();
            while (sequence < end && phase.intendedNanos(sequence) - now <= 0) {
                departure.accept(phase, sequence);
                sequence++;
            }
            flush.run();
        }
    }

    private static void sleepUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
