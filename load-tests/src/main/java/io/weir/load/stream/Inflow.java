package io.weir.load.stream;

import org.HdrHistogram.Histogram;

/** A way into the log, on which events are sent as fast as they are taken. */
interface Inflow extends AutoCloseable {

    /** The topic's number. */
    int TOPIC = 0;

    /** What tables call it. */
    String name();

    /**
     * How many publishers there are at once: event {@code n} comes from publisher {@code n % publishers}, and only the
     * events of one publisher have an order.
     */
    int publishers();

    /**
     * Sends events and waits until each was taken; fails when one was refused.
     *
     * @param first the sequence number of the first
     * @param latencyMicros takes how long each was on its way, where that is known
     */
    void send(long first, long events, Histogram latencyMicros) throws Exception;

    @Override
    void close();
}
