package io.weir.transport.fanout;

/** What a {@link Subscriber} holds of its subscription. Called on the transport instance's event loop. */
public interface Feed {

    /** Ends the subscription; harmless to call twice, or after it ended by itself. */
    void cancel();

    /** The subscriber was {@linkplain Subscriber#full() full}, and has room again; harmless to call without need. */
    default void onDrained() {}
}
