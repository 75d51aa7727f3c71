package io.weir.graph;

import io.weir.config.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** The SDL files do not make a graph. */
public final class GraphException extends Exception {

    private final transient List<Problem> problems;

    GraphException(List<Problem> problems) {
        super(problems.stream().sorted().distinct().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = problems.stream().sorted().distinct().toList();
    }

    /** Throws when there is any problem. */
    public static void stopAt(List<Problem> problems) throws GraphException {
        if (!problems.isEmpty()) {
            throw new GraphException(problems);
        }
    }

    /** Everything that is wrong, each with its place, in the order of places; never empty. */
    public List<Problem> problems() {
        return problems;
    }
}
