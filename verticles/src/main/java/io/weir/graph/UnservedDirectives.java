package io.weir.graph;

import graphql.language.Definition;
import graphql.language.Directive;
import graphql.language.Node;
import graphql.language.NodeTraverser;
import graphql.language.NodeVisitorStub;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import io.weir.config.Problem;
import java.util.List;

/** Finds directives that Weir promises and this version does not serve: silence would be a lie. */
final class UnservedDirectives {

    private UnservedDirectives() {}

    static void check(List<Definition<?>> definitions, List<Problem> problems) {
        new NodeTraverser()
                .preOrder(
                        new NodeVisitorStub() {
                            @Override
                            @SuppressWarnings("rawtypes") // as graphql-java declares it
                            public TraversalControl visitDirective(Directive node, TraverserContext<Node> context) {
                                if (Prelude.notServed(node.getName())) {
                                    problems.add(Sdl.problem(
                                            node, "@" + node.getName() + " is not served by this version of Weir yet"));
                                }
                                return TraversalControl.CONTINUE;
                            }
                        },
                        definitions.stream().map(d -> (Node) d).toList());
    }
}
