package io.weir.bus;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;

/**
 * Why a request over the bus failed: the failure code of the reply. The message beside it is fit for a client.
 */
public enum BusFailure {
    /** The provider is not connected. */
    PROVIDER_UNAVAILABLE(1),
    /** No reply came in time. */
    TIMEOUT(2),
    /** No one answers on that topic. */
    NO_RESPONDER(3),
    /** The receiver cannot do what it was asked. */
    REFUSED(4),
    /** The receiver is still at it: ask again. */
    BUSY(5),
    /** The provider's connection was lost while the request was under way: no one knows who saw it. */
    PROVIDER_LOST(6),
    /** The store does not answer: nothing is known of what was to be stored; try again. */
    STORE_UNAVAILABLE(7),
    /** The broker has no longer what kept the log's events for it: nobody knows which events are missing. */
    QUEUE_LOST(8),
    /** The receiver does not know this version of the message: run nodes of one release. */
    INCOMPATIBLE(9);

    private final int code;

    BusFailure(int code) {
        this.code = code;
    }

    /** Whether a request failed because the receiver does not know the message, or not this version of it. */
    public static boolean isIncompatible(Throwable failure) {
        return failure instanceof ReplyException reply
                && (reply.failureType() == ReplyFailure.ERROR
                        || (reply.failureType() == ReplyFailure.RECIPIENT_FAILURE
                                && reply.failureCode() == INCOMPATIBLE.code));
    }

    /** The failure code that travels in the reply. */
    public int code() {
        return code;
    }

    /** The failure that a reply's code stands for; an unknown code is {@link #REFUSED}. */
    public static BusFailure ofCode(int code) {
        for (BusFailure failure : values()) {
            if (failure.code == code) {
                return failure;
            }
        }
        return REFUSED;
    }
}
