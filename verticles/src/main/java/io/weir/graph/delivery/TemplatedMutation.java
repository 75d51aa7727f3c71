package io.weir.graph.delivery;

import io.weir.template.Template;
import java.util.List;

/**
 * A field of Mutation whose arguments hold templates, as a document whose variables they are: {@code updateOrder(id: {{
 * event.id }}, input: {state: PAID})} becomes {@code mutation ($a: ID!) { updateOrder(id: $a, input: {state: PAID}) {
 * __typename } }}. Immutable.
 *
 * @param field the mutation's field
 * @param document with one variable for each placeholder, and nothing that depends on an event
 * @param variables what stands for them
 */
public record TemplatedMutation(String field, String document, List<Variable> variables) {

    /** The document's variable {@code name}, and the value that it has. */
    public record Variable(String name, Template.Part.Placeholder value) {}

    /** Copies the list. */
    public TemplatedMutation {
        variables = List.copyOf(variables);
    }
}
