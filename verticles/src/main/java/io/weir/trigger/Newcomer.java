package io.weir.trigger;

import io.vertx.core.buffer.Buffer;

/** A subscriber on its way into a group: the group stays, and tells it what it delivers meanwhile. */
interface Newcomer {

    /** The group delivered this; in order. */
    default void onResult(ReceivedEvent event, Buffer response) {}

    /** The group is no more: it could not keep up, or has ended. */
    default void onGroupClosed() {}
}
