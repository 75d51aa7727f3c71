package io.weir.trigger;

import io.vertx.core.Future;

/** Where the events of a topic come from. */
interface TopicSource {

    /** Completes once no later event can be missed. */
    Future<Void> open();

    /** Wants no more events; harmless when it is not open. */
    void close();
}
