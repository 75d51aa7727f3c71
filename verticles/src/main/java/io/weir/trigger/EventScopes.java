package io.weir.trigger;

import io.weir.execution.PlannedOperations;
import io.weir.source.GateClient;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the scopes of events, which are completed by the graph that is served when they come. */
final class EventScopes {

    private final Supplier<PlannedOperations> operations;
    private final GateClient gates;

    /** Takes the operations of now from {@code operations}. */
    EventScopes(Supplier<PlannedOperations> operations, GateClient gates) {
        this.operations = operations;
        this.gates = gates;
    }

    /**
     * The scope of an event.
     *
     * @param payload null when it is malformed
     */
    EventScope of(@Nullable Object payload) {
        return new EventScope(operations.get(), gates, payload == null ? List.of() : List.of(payload));
    }

    /** The scope of what no event tells of: nothing is awaited for it. */
    EventScope ofNow() {
        return of(null);
    }

    /** For the same event, since the graph was replaced. */
    EventScope again(EventScope before) {
        return before.by(operations.get());
    }

    /** Those of events that one graph completes, whatever is served. */
    EventScopes by(PlannedOperations graph) {
        return new EventScopes(() -> graph, gates);
    }
}
