package io.weir.load.subscribe;

import io.weir.load.Phase;
import java.util.Arrays;
import java.util.BitSet;
import org.HdrHistogram.Histogram;

/**
 * What the subscribers of one phase got: every event of their topic once and in order, or not. Subscriber {@code s}
 * listens to topic {@code s % topics}. Belongs to one thread.
 */
public final class Deliveries {

    private static final long LONGEST_MICROS = 600_000_000L;

    private final Phase phase;
    private final BitSet[] seen;
    private final int publishers;
    private final long[] newest;
    private final Histogram latencyMicros = new Histogram(LONGEST_MICROS, 3);
    private long delivered;
    private long duplicates;
    private long outOfOrder;
    private long foreign;

    /** Expects nothing yet to have arrived. */
    public Deliveries(Phase phase, int subscribers) {
        this(phase, subscribers, 1);
    }

    /**
     * The same for several publishers.
     *
     * @param publishers event {@code n} comes from publisher {@code n % publishers}; events of one have an order, those of
     *     different ones have none
     */
    public Deliveries(Phase phase, int subscribers, int publishers) {
        this.phase = phase;
        this.publishers = publishers;
        seen = new BitSet[subscribers];
        newest = new long[subscribers * publishers];
        for (int s = 0; s < subscribers; s++) {
            seen[s] = new BitSet((int) phase.eventsOf(s % phase.topics()));
        }
        Arrays.fill(newest, -1);
    }

    /** One event at one subscriber; events of other phases are not looked at. */
    public void onEvent(int subscriber, long sequence, long nowNanos) {
        if (!phase.has(sequence)) {
            return;
        }
        if (phase.topicOf(sequence) != subscriber % phase.topics()) {
            foreign++;
            return;
        }
        int place = phase.placeOf(sequence);
        if (seen[subscriber].get(place)) {
            duplicates++;
            return;
        }
        seen[subscriber].set(place);
        delivered++;
        int source = subscriber * publishers + (int) (sequence % publishers);
        if (sequence < newest[source]) {
            outOfOrder++;
        }
        newest[source] = Math.max(newest[source], sequence);
        long micros = Math.max(0, nowNanos - phase.intendedNanos(sequence)) / 1000;
        latencyMicros.recordValue(Math.min(micros, LONGEST_MICROS));
    }

    /** How many deliveries would be all. */
    public long expected() {
        long expected = 0;
        for (int s = 0; s < seen.length; s++) {
            expected += phase.eventsOf(s % phase.topics());
        }
        return expected;
    }

    /** Different events that arrived where they belong. */
    public long delivered() {
        return delivered;
    }

    /** Events that arrived again. */
    public long duplicates() {
        return duplicates;
    }

    /** Events that arrived after a later one. */
    public long outOfOrder() {
        return outOfOrder;
    }

    /** Events that arrived at a subscriber of another topic. */
    public long foreign() {
        return foreign;
    }

    /** From the intended time to the client's read, in microseconds. */
    public Histogram latencyMicros() {
        return latencyMicros;
    }
}
