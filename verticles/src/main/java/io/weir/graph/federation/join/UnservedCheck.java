package io.weir.graph.federation.join;

import graphql.language.Definition;
import graphql.language.Directive;
import graphql.language.Node;
import graphql.language.NodeTraverser;
import graphql.language.NodeVisitorStub;
import graphql.language.NullValue;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import io.weir.config.Problem;
import io.weir.graph.sdl.Sdl;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what a supergraph uses and this version of Weir does not serve, where to pass over it would open a hole or
 * change what a field means. The rest of what composition writes for others is left alone.
 */
final class UnservedCheck {

    /** Specifications of one directive each; who passes over it shows data to whoever asks. */
    private static final List<String> ACCESS = List.of("authenticated", "requiresScopes", "policy");

    /** What {@code @join__directive} carries for fields that come from REST services, not from a GraphQL subgraph. */
    private static final Set<String> CONNECTORS = Set.of("connect", "source");

    private static final Map<String, String> FIELD_ARGUMENTS = Map.of(
            "overrideLabel", "a field that moves by label (progressive @override)",
            "contextArguments", "an argument set from a context (@fromContext)");

    private final Set<String> access;
    private final JoinNames join;
    private final List<Problem> problems;

    UnservedCheck(Features features, JoinNames join, List<Problem> problems) {
        this.access = ACCESS.stream().map(features::directive).collect(Collectors.toSet());
        this.join = join;
        this.problems = problems;
    }

    void check(List<Definition<?>> definitions) {
        new NodeTraverser()
                .preOrder(
                        new NodeVisitorStub() {
                            @Override
                            @SuppressWarnings("rawtypes") // as graphql-java declares it
                            public TraversalControl visitDirective(Directive node, TraverserContext<Node> context) {
                                what(node)
                                        .forEach(what -> problems.add(Sdl.problem(
                                                node, "%s is not served by this version of Weir yet".formatted(what))));
                                return TraversalControl.ABORT;
                            }
                        },
                        definitions.stream()
                                .map(definition -> (Node) definition)
                                .toList());
    }

    private Stream<String> what(Directive directive) {
        if (access.contains(directive.getName())) {
            return Stream.of("@" + directive.getName());
        }
        if (directive.getName().equals(join.field())) {
            return FIELD_ARGUMENTS.keySet().stream()
                    .filter(argument -> set(directive, argument))
                    .map(argument -> "@%s(%s:), %s,".formatted(join.field(), argument, FIELD_ARGUMENTS.get(argument)));
        }
        return Sdl.text(directive, "name")
                .filter(name -> directive.getName().equals(join.directive()) && connector(name))
                .map(name -> "@%s(name: \"%s\"), a connector,".formatted(join.directive(), name))
                .stream();
    }

    private static boolean set(Directive directive, String argument) {
        return Sdl.argument(directive, argument)
                .filter(value -> !(value instanceof NullValue))
                .isPresent();
    }

    /** Also under a prefix, as {@code connect__source}. */
    private static boolean connector(String name) {
        return CONNECTORS.contains(name.substring(name.lastIndexOf('_') + 1));
    }
}
