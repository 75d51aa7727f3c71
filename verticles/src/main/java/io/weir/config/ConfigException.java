package io.weir.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The configuration cannot be used; carries every problem, in the order of the file. */
public final class ConfigException extends Exception {

    private final transient List<Problem> problems;
    private final transient @Nullable WeirConfig checkable;

    /** At least one problem; {@code checkable} is null when the graph cannot be checked. */
    ConfigException(List<Problem> problems, @Nullable WeirConfig checkable) {
        super(problems.stream().sorted().distinct().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = problems.stream().sorted().distinct().toList();
        this.checkable = checkable;
    }

    /** Every problem, never empty. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * The tree with defaults in place of what is wrong, when at least its schemas and providers are right: nothing to
     * run, but enough to look for problems in the graph too.
     */
    public Optional<WeirConfig> checkable() {
        return Optional.ofNullable(checkable);
    }
}
