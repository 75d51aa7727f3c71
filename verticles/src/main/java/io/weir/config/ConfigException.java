package io.weir.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; carries every problem, in the order of the file. */
public final class ConfigException extends Exception {

    private final transient List<Problem> problems;

    /** At least one problem. */
    public ConfigException(List<Problem> problems) {
        super(problems.stream().sorted().distinct().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = problems.stream().sorted().distinct().toList();
    }

    /** Every problem, never empty. */
    public List<Problem> problems() {
        return problems;
    }
}
