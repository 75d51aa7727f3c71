package io.weir.execution;

import graphql.schema.GraphQLObjectType;
import io.weir.graph.Graph;
import io.weir.graph.RootSource.EventsSubscribe;
import io.weir.json.JsonMap;
import io.weir.plan.SourceFetch;
import io.weir.plan.ValueProjection.Composite;
import io.weir.source.ReservedTopics;
import java.util.Map;

/**
 * What a model's event says of its type: that of the row which it is about. A field may return that row, or an object that
 * tells of the event itself: {@code OrderEvent}, or a plain type of the user's. Then the event's own word for its type
 * does not count. Immutable.
 */
final class EventTypename {

    private static final String TYPENAME = "__typename";
    private static final EventTypename COUNTS = new EventTypename(false);

    private final boolean aside;

    private EventTypename(boolean aside) {
        this.aside = aside;
    }

    /** For a field that a rendered topic feeds. */
    static EventTypename of(Graph graph, SourceFetch fetch, String topic) {
        boolean ofModel = !graph.models().isEmpty()
                && fetch.source() instanceof EventsSubscribe source
                && ReservedTopics.ofModels(source.provider(), topic);
        return ofModel && fetch.value() instanceof Composite composite && !composite.typed() && plain(graph, composite)
                ? new EventTypename(true)
                : COUNTS;
    }

    /** An object type that is told by its fields alone. */
    private static boolean plain(Graph graph, Composite composite) {
        return composite.byType().containsKey(composite.type())
                && !graph.entity(composite.type())
                && graph.schema().getType(composite.type()) instanceof GraphQLObjectType;
    }

    /** The payload as the field's type has it. */
    Object of(Object payload) {
        if (!aside || !(payload instanceof Map<?, ?> event) || !event.containsKey(TYPENAME)) {
            return payload;
        }
        JsonMap told = new JsonMap();
        event.forEach((field, value) -> {
            if (!field.equals(TYPENAME)) {
                told.put(String.valueOf(field), value);
            }
        });
        return told;
    }
}
