package io.weir.load.publish;

/** A way to the server for events. Called by one thread, in the order of the events. */
public interface EventPublisher extends AutoCloseable {

    /** Sends an event on its way; blocks only while the connection takes no more. {@code payload} is only lent. */
    void publish(int topic, byte[] payload);

    /** Sends what {@link #publish} gathered: called after the last event that is due now. */
    void flush();

    /** How many events the server refused so far. */
    long refused();

    @Override
    void close();
}
