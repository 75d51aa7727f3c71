package io.weir.plan;

import graphql.language.Argument;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.Node;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.VariableReference;
import io.weir.graph.Graph;
import io.weir.graph.RootSource;
import io.weir.graph.federation.RootTypes;
import io.weir.plan.demand.Selections;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds the variables of a subscription that its root fields use only to say where they begin. Subscribers that differ in
 * nothing else get the same events, once they have caught up. For one document.
 */
final class ResumeVariables {

    private final Graph graph;
    private final Map<String, FragmentDefinition> fragments;
    private final Set<String> resuming = new HashSet<>();
    private final Set<String> others = new HashSet<>();
    private final Set<String> visited = new HashSet<>();

    private ResumeVariables(Graph graph, Map<String, FragmentDefinition> fragments) {
        this.graph = graph;
        this.fragments = fragments;
    }

    static Set<String> of(Document document, OperationDefinition operation, Graph graph) {
        if (operation.getOperation() != Operation.SUBSCRIPTION
                || operation.getVariableDefinitions().isEmpty()) {
            return Set.of();
        }
        ResumeVariables variables = new ResumeVariables(graph, Selections.fragments(document));
        variables.collect(operation.getDirectives(), variables.others);
        variables.ofRoots(operation.getSelectionSet());
        variables.resuming.removeAll(variables.others);
        return variables.resuming;
    }

    private void ofRoots(SelectionSet roots) {
        for (Selection<?> selection : roots.getSelections()) {
            if (selection instanceof Field field) {
                ofRoot(field);
            } else if (selection instanceof InlineFragment inline) {
                collect(inline.getDirectives(), others);
                ofRoots(inline.getSelectionSet());
            } else if (selection instanceof FragmentSpread spread) {
                collect(spread.getDirectives(), others);
                ofFragment(spread);
            }
        }
    }

    private void ofFragment(FragmentSpread spread) {
        FragmentDefinition fragment = fragments.get(spread.getName());
        if (fragment != null && visited.add(spread.getName())) {
            ofRoots(fragment.getSelectionSet());
        }
    }

    private void ofRoot(Field field) {
        for (Argument argument : field.getArguments()) {
            collect(Set.of(argument), resumes(field, argument) ? resuming : others);
        }
        collect(field.getDirectives(), others);
        if (field.getSelectionSet() != null) {
            collect(Set.of(field.getSelectionSet()), others);
        }
    }

    private boolean resumes(Field field, Argument argument) {
        return graph.source(RootTypes.SUBSCRIPTION, field.getName()) instanceof RootSource.EventsSubscribe source
                && source.resumeArgument().filter(argument.getName()::equals).isPresent();
    }

    private void collect(Collection<? extends Node<?>> nodes, Set<String> names) {
        for (Node<?> node : nodes) {
            if (node instanceof VariableReference variable) {
                names.add(variable.getName());
            } else if (node instanceof FragmentSpread spread) {
                below(spread, names);
            } else {
                collect(children(node), names);
            }
        }
    }

    private void below(FragmentSpread spread, Set<String> names) {
        collect(spread.getDirectives(), names);
        FragmentDefinition fragment = fragments.get(spread.getName());
        if (fragment != null && visited.add(spread.getName())) {
            collect(Set.of(fragment.getSelectionSet()), names);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // as graphql-java declares it
    private static Collection<Node<?>> children(Node<?> node) {
        return (Collection) node.getChildren();
    }
}
