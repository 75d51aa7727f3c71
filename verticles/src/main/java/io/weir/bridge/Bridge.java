package io.weir.bridge;

import io.vertx.core.Future;
import io.weir.bus.EventReply;
import io.weir.bus.LogTopics;
import io.weir.bus.PublishEvent;
import io.weir.bus.PublishOutcome;
import io.weir.bus.RequestEvent;
import io.weir.bus.TopicClosed;
import io.weir.bus.TopicRoute;

/**
 * One provider as the rest of the server sees it. Called on the bridge's event loop only, and never blocks it. Futures
 * fail with {@link BridgeException} and may complete on any thread.
 */
public interface Bridge {

    /**
     * Delivers a topic's events to an opening of a trigger's, in the broker's order.
     *
     * @return done once no later event can be missed
     */
    Future<Void> open(String topic, TopicRoute to);

    /**
     * What the broker has for this bridge now, but has not brought yet, still goes to the topics that are open now.
     *
     * @return done when all of it was sent on, or nobody can say, which is false; never fails
     */
    Future<Boolean> caughtUp();

    /**
     * Ends what {@link #open} began; unknown topics and openings are ignored.
     *
     * @return the number of the last event that the opening had; {@link TopicClosed#UNKNOWN} when it was not open
     *     or has missed events since it last had one
     */
    long close(String topic, TopicRoute to);

    /**
     * Has the broker keep topics' events for the log, and brings them there.
     *
     * @return done once the broker keeps every event that is published from now on
     */
    Future<Void> keep(LogTopics topics);

    /** Publishes one event. What went wrong is the outcome's reason; only a fault of ours is a failed future. */
    Future<PublishOutcome> publish(PublishEvent event);

    /** Asks a topic and waits for one reply: its bytes as they came. */
    Future<EventReply> request(RequestEvent request);
}
