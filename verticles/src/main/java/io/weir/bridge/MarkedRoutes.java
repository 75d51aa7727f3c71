package io.weir.bridge;

import io.vertx.core.Future;
import io.weir.bus.TopicEvent;
import java.util.function.Predicate;

/**
 * Where what the broker has for the bridge goes: marks to who waits for them, events to their topics.
 *
 * @param marksAt whether marks come there, which is no topic that anybody has opened
 */
public record MarkedRoutes(Predicate<String> marksAt, QueueMarks marks, TopicRoutes.Tap routes) {

    /** Sends on, without waiting. */
    public void deliver(TopicEvent event) {
        if (marksAt.test(event.topic())) {
            marks.onMark(event);
        } else {
            routes.deliver(event);
        }
    }

    /** Completes once what was delivered so far was handled; never fails. */
    public Future<Void> handled() {
        return routes.handled();
    }
}
