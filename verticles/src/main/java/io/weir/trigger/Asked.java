package io.weir.trigger;

import io.weir.bus.JoinTrigger;
import io.weir.execution.EventStream;
import io.weir.execution.OperationRequest;
import io.weir.json.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription asked for; planned when it joins, and again when the graph is replaced.
 *
 * @param request the operation
 * @param topic which of the field's topics
 * @param responseKey which of its root fields, when it has several; null when it has one
 * @param access what the client may see
 */
record Asked(
        OperationRequest request, String topic, @Nullable String responseKey, String access) {

    /** What a transport says that its client asked. */
    @SuppressWarnings("unchecked") // an object, since the transport wrote it as one
    static Asked of(JoinTrigger join) {
        Map<String, @Nullable Object> variables = (Map<String, @Nullable Object>) Json.parse(join.variables());
        return new Asked(
                new OperationRequest(
                        join.query(),
                        join.operationName(),
                        variables == null ? Map.of() : variables,
                        Map.of(),
                        join.headers()),
                join.topic(),
                join.responseKey(),
                join.access());
    }

    /** Equal when this and another, planned as {@code stream}, get equal responses. */
    Object key(EventStream stream) {
        return List.of(stream.key(), access, request.headers());
    }
}
