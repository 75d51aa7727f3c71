package io.weir.graph;

import graphql.language.AstTransformer;
import graphql.language.Directive;
import graphql.language.Document;
import graphql.language.Node;
import graphql.language.NodeVisitorStub;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import graphql.util.TreeTransformerUtil;

/** Takes Weir's and federation's directives out of SDL: clients never see them. */
final class DirectiveStripper {

    private DirectiveStripper() {}

    static Document strip(Document document, Prelude prelude) {
        return (Document) new AstTransformer().transform(document, new NodeVisitorStub() {
            @Override
            @SuppressWarnings("rawtypes") // as graphql-java declares it
            public TraversalControl visitDirective(Directive node, TraverserContext<Node> context) {
                return prelude.internalDirective(node.getName())
                        ? TreeTransformerUtil.deleteNode(context)
                        : TraversalControl.CONTINUE;
            }
        });
    }
}
