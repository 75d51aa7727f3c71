package io.weir.graph.federation.join;

import graphql.language.Directive;
import graphql.language.Node;
import graphql.language.NodeTraverser;
import graphql.language.NodeVisitorStub;
import graphql.language.TypeDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import io.weir.config.Problem;
import io.weir.graph.sdl.Sdl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds {@code join} directives that do not say what they must: somebody wrote or cut the supergraph by hand. What passes
 * can be taken apart without further checks.
 */
final class JoinCheck {

    private final JoinNames join;
    private final Set<String> graphs;
    private final List<Problem> problems;

    /** The argument that a directive cannot do without. */
    private final Map<String, String> needed;

    JoinCheck(JoinNames join, List<JoinGraph> graphs, List<Problem> problems) {
        this.join = join;
        this.graphs = Set.copyOf(graphs.stream().map(JoinGraph::key).toList());
        this.problems = problems;
        this.needed = Map.of(join.implementing(), "interface", join.member(), "member");
    }

    void check(List<TypeDefinition<?>> types) {
        types.stream()
                .filter(type -> !type.hasDirective(join.type()))
                .forEach(type -> problems.add(Sdl.problem(
                        type, "%s has no @%s, so no subgraph has it".formatted(type.getName(), join.type()))));
        new NodeTraverser()
                .preOrder(
                        new NodeVisitorStub() {
                            @Override
                            @SuppressWarnings("rawtypes") // as graphql-java declares it
                            public TraversalControl visitDirective(Directive node, TraverserContext<Node> context) {
                                if (join.directives().contains(node.getName())) {
                                    wrong(node)
                                            .ifPresent(wrong -> problems.add(Sdl.problem(
                                                    node,
                                                    "@%s: %s; compose the supergraph again"
                                                            .formatted(node.getName(), wrong))));
                                }
                                return TraversalControl.ABORT;
                            }
                        },
                        types.stream().map(type -> (Node) type).toList());
    }

    private Optional<String> wrong(Directive directive) {
        if (directive.getName().equals(join.directive())) {
            return Optional.empty();
        }
        Optional<String> graph = JoinGraph.key(directive);
        if (graph.isEmpty() && !directive.getName().equals(join.field())) {
            return Optional.of("no graph is named");
        }
        if (graph.isPresent() && !graphs.contains(graph.get())) {
            return Optional.of("%s has no graph %s".formatted(join.graphs(), graph.get()));
        }
        String argument = needed.get(directive.getName());
        if (argument != null && Sdl.text(directive, argument).isEmpty()) {
            return Optional.of("no %s is named".formatted(argument));
        }
        return Sdl.text(directive, "type").filter(type -> !parses(type)).map("\"%s\" is not a type"::formatted);
    }

    private static boolean parses(String type) {
        try {
            Parser.parseType(type);
            return true;
        } catch (InvalidSyntaxException e) {
            return false;
        }
    }
}
