package io.weir.graph.action;

import io.weir.template.JsonTemplate;
import io.weir.template.Template;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code @action} says of a mutation field. Immutable.
 *
 * @param field the mutation's field, which names the action
 * @param target whom it calls
 * @param headers that go to the handler beside Weir's own
 * @param body what goes to the handler; without it the arguments as one JSON object
 * @param query the field of Query that the answer triggers, as it is written
 * @param mode when the client is answered
 * @param idempotent whether the handler may be called again when no one knows whether a call reached it
 * @param answer what the field returns
 * @param batch how commands go together, where they may
 * @param timeout how long one attempt may take, where the field says
 * @param serial a template over {@code args}: actions of equal values run one after another, in the order of acceptance
 * @param affects the systems that it reaches, whose gates its answer waits for; in the order given
 * @param onTimeout what a client is told when they do not show it in time
 * @param clientHeaders the headers of the client's request that its templates name, in lower case
 */
public record ActionDefinition(
        String field,
        ActionTarget target,
        List<ActionHeader> headers,
        Optional<JsonTemplate> body,
        Optional<String> query,
        ActionMode mode,
        boolean idempotent,
        ActionAnswer answer,
        Optional<ActionBatch> batch,
        Optional<Duration> timeout,
        Optional<Template> serial,
        List<String> affects,
        OnTimeout onTimeout,
        Set<String> clientHeaders) {

    /** Copies the collections. */
    public ActionDefinition {
        headers = List.copyOf(headers);
        affects = List.copyOf(affects);
        clientHeaders = Set.copyOf(clientHeaders);
    }
}
