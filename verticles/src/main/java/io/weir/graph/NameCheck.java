package io.weir.graph;

import graphql.language.Definition;
import graphql.language.Directive;
import graphql.language.Node;
import graphql.language.NodeTraverser;
import graphql.language.NodeVisitorStub;
import graphql.language.TypeName;
import graphql.schema.idl.ScalarInfo;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import io.weir.config.Problem;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.sdl.TypeIndex;
import java.util.List;

/**
 * Finds names that a schema may not use, each with its own place: types that nothing defines, and directives that Weir
 * promises but this version does not serve.
 */
final class NameCheck {

    private NameCheck() {}

    static void check(List<Definition<?>> users, Prelude prelude, List<Problem> problems) {
        TypeIndex types = new TypeIndex(users);
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

                            @Override
                            @SuppressWarnings("rawtypes") // as graphql-java declares it
                            public TraversalControl visitTypeName(TypeName node, TraverserContext<Node> context) {
                                if (!types.has(node.getName())
                                        && !prelude.defines(node.getName())
                                        && !ScalarInfo.isGraphqlSpecifiedScalar(node.getName())) {
                                    problems.add(
                                            Sdl.problem(node, "no file defines the type \"" + node.getName() + "\""));
                                }
                                return TraversalControl.CONTINUE;
                            }
                        },
                        users.stream().map(d -> (Node) d).toList());
    }
}
