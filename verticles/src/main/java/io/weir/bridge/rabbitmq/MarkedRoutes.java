package io.weir.bridge.rabbitmq;

import io.vertx.core.Future;
import io.weir.bridge.TopicRoutes;
import io.weir.bus.TopicEvent;

/**
 * Where what is in the bridge's queue goes: marks to who waits for them, events to their topics.
 *
 * @param queue its name, which is no topic that anybody has opened
 */
record MarkedRoutes(String queue, QueueMarks marks, TopicRoutes routes) {

    void deliver(TopicEvent event) {
        if (event.topic().equals(queue)) {
            marks.onMark(event);
        } else {
            routes.deliver(event);
        }
    }

    /** Completes once what was delivered so far was handled; never fails. */
    Future<Void> handled() {
        return routes.handled();
    }
}
