package io.weir.graph.federation;

import graphql.language.Node;
import io.weir.config.Problem;
import io.weir.graph.sdl.Sdl;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Problems that several places share: they stand at the first and name the others. */
public final class Places {

    private Places() {}

    public static String of(Node<?> node) {
        Problem problem = Sdl.problem(node, "");
        return problem.file() + ":" + problem.line() + ":" + problem.column();
    }

    /** A problem at the first of the nodes whose message ends with the places of the others. */
    public static Problem problem(List<? extends Node<?>> nodes, String message) {
        String others = nodes.stream().skip(1).map(Places::of).distinct().collect(Collectors.joining(", "));
        return Sdl.problem(nodes.get(0), others.isEmpty() ? message : message + "; also " + others);
    }

    public static String names(Collection<String> names) {
        return String.join(", ", names);
    }
}
