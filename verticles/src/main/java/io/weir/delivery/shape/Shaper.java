package io.weir.delivery.shape;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.LoggedEvent;
import io.weir.graph.delivery.DeliveryDefinition;

/** What subscription documents make of events. Belongs to the event loop of its caller. */
public interface Shaper {

    /** Whether an event is for a root field. */
    enum Match {
        /** It is delivered. */
        WANTED,
        /** The filter, or the argument, does not want it. */
        NOT_WANTED,
        /** It is nothing that the field can be of: kept as a dead letter, so that somebody sees it. */
        MALFORMED
    }

    /** Whether an event of the root's topic is for it: looks at the event alone, and asks nobody. */
    Match match(DeliveryDefinition delivery, DeliveryDefinition.Root root, LoggedEvent event);

    /**
     * What decides the order: events of one key are delivered one after another. The event's {@code __typename} and {@code
     * id} where it has both; of a mutation those of its result; else its topic.
     */
    String key(LoggedEvent event);

    /**
     * The GraphQL data of the event, {@code {"orderUpdated": {…}}} as UTF-8 bytes, completed as for any subscriber.
     *
     * @return on the caller's context; fails with {@link ShapingException} when the response has errors
     */
    Future<Buffer> shape(DeliveryDefinition delivery, DeliveryDefinition.Root root, LoggedEvent event);
}
