package io.weir.load.node;

import java.net.InetSocketAddress;

/** A running server that is measured. */
public interface NodeUnderTest extends AutoCloseable {

    /** What tables call it. */
    String name();

    /** Where it serves GraphQL and takes events. */
    InetSocketAddress address();

    /** Its process. */
    ProcessUsage usage();

    /** CPU time of the PostgreSQL server that it keeps things in, microseconds; NaN where there is none, or not known. */
    default double storeMicros() {
        return Double.NaN;
    }

    /** Ends it as a crash would. */
    default void kill() {
        close();
    }

    /** Stops it, if it was started here. */
    @Override
    void close();
}
