package io.weir.transport.fanout;

import io.vertx.core.buffer.Buffer;

/**
 * A client's subscription, as one protocol writes it. Called on the transport instance's event loop, in this order:
 * either {@link #onRefused}, or {@link #onLive}, then {@link #onNext} and {@link #onPosition} any number of times, then
 * perhaps one of {@link #onComplete}, {@link #onBroken}, {@link #onStalled} and {@link #onRefused}. Nothing is called
 * after the subscription was cancelled.
 */
public interface Subscriber {

    /** The subscription is live: no event published from now on is missed. */
    void onLive();

    /** It did not start, or cannot go on, and would not if the client came back; a JSON array of GraphQL errors. */
    void onRefused(Buffer errors);

    /** One response of the stream. Several calls may follow within one event-loop tick: flush once, at its end. */
    void onNext(SharedPayload payload);

    /** No response, but the client would go on from this payload's event id, if the protocol can say so. */
    void onPosition(SharedPayload position);

    /** The stream ended as it should. */
    void onComplete();

    /** The stream breaks off; a JSON array of GraphQL errors. A client that comes back misses nothing. */
    void onBroken(Buffer errors);

    /**
     * Whether so much waits for the client that a stream which can be read again later should stop here. Whoever was told
     * so hears {@link Feed#onDrained} when the client has read.
     */
    boolean full();

    /** It has been full for longer than it may: the client is cut off. */
    void onStalled();
}
