package io.weir.graph.action;

import io.weir.graph.template.Template;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code @action} says of a mutation field. Immutable.
 *
 * @param field the mutation's field, which names the action
 * @param target whom it calls
 * @param headers that go to the handler beside Weir's own
 * @param body a JSON template; without it the arguments go as one JSON object
 * @param mode when the client is answered
 * @param idempotent whether the handler may be called again when no one knows whether a call reached it
 * @param answer what the field returns
 * @param batch how commands go together, where they may
 * @param timeout how long one attempt may take, where the field says
 * @param serial a template over {@code args}: actions of equal values run one after another, in the order of acceptance
 */
public record ActionDefinition(
        String field,
        ActionTarget target,
        List<ActionHeader> headers,
        Optional<Template> body,
        ActionMode mode,
        boolean idempotent,
        ActionAnswer answer,
        Optional<ActionBatch> batch,
        Optional<Duration> timeout,
        Optional<Template> serial) {

    /** Copies the headers. */
    public ActionDefinition {
        headers = List.copyOf(headers);
    }
}
