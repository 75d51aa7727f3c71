package io.weir.load.publish;

import io.weir.load.Phase;
import java.util.concurrent.locks.LockSupport;

/** Publishes a phase on time: what is late is caught up with at once, never left out or moved. */
public final class OpenLoop {

    private final EventPublisher publisher;
    private final EventPayload payload;

    /** Publishes events like {@code payload} by {@code publisher}. */
    public OpenLoop(EventPublisher publisher, EventPayload payload) {
        this.publisher = publisher;
        this.payload = payload;
    }

    /** Runs the whole phase on the caller's thread. */
    public void run(Phase phase) {
        long end = phase.first() + phase.events();
        long sequence = phase.first();
        while (sequence < end) {
            sleepUntil(phase.intendedNanos(sequence));
            long now = System.nanoTime();
            while (sequence < end && phase.intendedNanos(sequence) - now <= 0) {
                publisher.publish(phase.topicOf(sequence), payload.with(sequence));
                sequence++;
            }
            publisher.flush();
        }
    }

    private static void sleepUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
