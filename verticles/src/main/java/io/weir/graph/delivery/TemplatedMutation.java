package io.weir.graph.delivery;

import io.weir.template.Template.Part;
import io.weir.template.Template.Scope;
import java.util.List;

/**
 * A field of Mutation whose arguments hold templates, as a document whose variables they are: {@code updateOrder(id: {{
 * event.id }}, input: {state: PAID})} becomes {@code mutation ($p0: ID!) { updateOrder(id: $p0, input: {state: PAID}) {
 * __typename } }}. Immutable.
 *
 * @param field the mutation's field
 * @param document with one variable for each value that holds placeholders, and nothing that depends on an event
 * @param variables what stands for them
 */
public record TemplatedMutation(String field, String document, List<Variable> variables) {

    /**
     * A variable of the document.
     *
     * @param text whether its value is a text; else it is the value, of any type, that the one placeholder stands for
     * @param parts what its value is made of
     * @param required whether it must not be null
     * @param place where it stands, for messages: {@code updateOrder(id:)}
     */
    public record Variable(String name, boolean text, List<Part> parts, boolean required, String place) {

        /** Copies the list. */
        public Variable {
            parts = List.copyOf(parts);
        }
    }

    /** Whether any of its values is of this scope. */
    public boolean names(Scope scope) {
        return variables.stream()
                .flatMap(variable -> variable.parts().stream())
                .anyMatch(part -> part instanceof Part.Placeholder placeholder && placeholder.scope() == scope);
    }

    /** Copies the list. */
    public TemplatedMutation {
        variables = List.copyOf(variables);
    }
}
