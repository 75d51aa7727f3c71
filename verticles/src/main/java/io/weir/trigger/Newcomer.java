package io.weir.trigger;

import io.vertx.core.buffer.Buffer;

/** A subscriber on its way into a group: what the group delivers meanwhile is kept for it. */
interface Newcomer {

    /** The group delivered this; in order. */
    void onResult(ReceivedEvent event, Buffer response);

    /** The group is no more: it could not keep up, or has ended. */
    void onGroupClosed();
}
