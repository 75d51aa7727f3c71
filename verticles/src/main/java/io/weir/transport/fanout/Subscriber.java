package io.weir.transport.fanout;

import io.vertx.core.buffer.Buffer;

/**
 * A client's live subscription, as one protocol writes it. Called on the transport instance's event loop, in this
 * order: either {@link #onRefused}, or {@link #onLive}, then {@link #onNext} any number of times, then perhaps
 * {@link #onComplete}. Nothing is called after the subscription was cancelled.
 */
public interface Subscriber {

    /** The subscription is live: no event published from now on is missed. */
    void onLive();

    /** It did not start; {@code errors} is a JSON array of GraphQL errors. */
    void onRefused(Buffer errors);

    /** One response of the stream. Several calls may follow within one event-loop tick: flush once, at its end. */
    void onNext(SharedPayload payload);

    /** The stream ended as it should. */
    void onComplete();
}
