package io.weir.graph.workflow;

import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import io.weir.graph.Graph;
import io.weir.graph.model.Model;
import io.weir.graph.model.StateMachine;
import java.util.List;

/**
 * The state machines of a graph as one Mermaid {@code stateDiagram-v2}: states, legal moves, and what makes them. The same
 * graph always gives the same text.
 */
public final class WorkflowDiagram {

    private WorkflowDiagram() {}

    /** The diagram; empty where no model has a state machine. */
    public static String of(Graph graph) {
        StringBuilder text = new StringBuilder();
        for (Model model : graph.models().all().values()) {
            for (StateMachine machine : model.machines()) {
                text.append(
                        new MachineDrawing(model, machine, states(graph, model, machine), graph.deliveries()).text());
            }
        }
        return text.isEmpty() ? "" : "stateDiagram-v2\n" + text;
    }

    /** In the order of the schema. */
    private static List<String> states(Graph graph, Model model, StateMachine machine) {
        String type = model.column(machine.field()).orElseThrow().typeName();
        GraphQLEnumType states = (GraphQLEnumType) graph.supergraph().schema().getType(type);
        return states == null
                ? List.of()
                : states.getValues().stream()
                        .map(GraphQLEnumValueDefinition::getName)
                        .toList();
    }
}
