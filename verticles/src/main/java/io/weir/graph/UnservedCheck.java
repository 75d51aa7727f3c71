package io.weir.graph;

import graphql.language.Definition;
import graphql.language.Directive;
import graphql.language.Node;
import graphql.language.NodeTraverser;
import graphql.language.NodeVisitorStub;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import io.weir.config.Problem;
import io.weir.graph.sdl.Sdl;
import java.util.List;

/** Finds directives that Weir promises but this version does not serve, each with its own place. */
final class UnservedCheck {

    private UnservedCheck() {}

    static void check(List<Definition<?>> users, Prelude prelude, List<Problem> problems) {
        new NodeTraverser()
                .preOrder(
                        new NodeVisitorStub() {
                            @Override
                            @SuppressWarnings("rawtypes") // as graphql-java declares it
                            public TraversalControl visitDirective(Directive node, TraverserContext<Node> context) {
                                if (prelude.notServed(node.getName())) {
                                    problems.add(Sdl.problem(
                                            node, "@" + node.getName() + " is not served by this version of Weir yet"));
                                }
                                return TraversalControl.CONTINUE;
                            }
                        },
                        users.stream().map(d -> (Node) d).toList());
    }
}
