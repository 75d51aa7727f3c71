package io.weir.plan;

import graphql.execution.CoercedVariables;
import graphql.language.Directive;
import graphql.language.Document;
import graphql.language.Node;
import graphql.language.NodeTraverser;
import graphql.language.NodeVisitorStub;
import graphql.language.VariableReference;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The variables on which {@code @skip} and {@code @include} depend. Their values are part of a plan's key, so that
 * plans have no conditions left.
 *
 * @param variables their names, sorted
 */
record Conditions(List<String> variables) {

    static Conditions of(Document document) {
        TreeSet<String> names = new TreeSet<>();
        new NodeTraverser()
                .preOrder(
                        new NodeVisitorStub() {
                            @Override
                            @SuppressWarnings("rawtypes") // as graphql-java declares it
                            public TraversalControl visitDirective(Directive node, TraverserContext<Node> context) {
                                boolean conditional = node.getName().equals("skip")
                                        || node.getName().equals("include");
                                if (conditional
                                        && node.getArgument("if") != null
                                        && node.getArgument("if").getValue() instanceof VariableReference variable) {
                                    names.add(variable.getName());
                                }
                                return TraversalControl.CONTINUE;
                            }
                        },
                        document);
        return new Conditions(List.copyOf(names));
    }

    Map<String, Boolean> values(CoercedVariables coerced) {
        if (variables.isEmpty()) {
            return Map.of();
        }
        Map<String, Boolean> values = new HashMap<>();
        for (String name : variables) {
            if (coerced.get(name) instanceof Boolean value) {
                values.put(name, value);
            }
        }
        return values;
    }
}
