package io.weir.model.table;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What it takes to bring the store's tables to the models.
 *
 * @param steps in the order of the models
 * @param allow the words of steps that may be done though they are grave
 */
public record Plan(List<Step> steps, Set<String> allow) {

    /** Copies the collections. */
    public Plan {
        steps = List.copyOf(steps);
        allow = Set.copyOf(allow);
    }

    /** The steps that nobody has allowed: while there is one, none is done. */
    public List<Step> refused() {
        return steps.stream()
                .filter(step -> step.grave() && !allow.contains(step.words()))
                .toList();
    }

    /** What is refused and how to mend it, a line for each step. */
    public List<String> problems() {
        return refused().stream()
                .map(step ->
                        "the models need \"%s\", which %s: add it to models.allow, with exactly these words, or change the schema back"
                                .formatted(step.words(), step.kind().effect()))
                .distinct()
                .toList();
    }

    /** What is done, or left, without further words; a line for each step. */
    public List<String> notes() {
        return steps.stream()
                .filter(step -> !step.grave() || allow.contains(step.words()))
                .map(step -> step.kind() == Step.Kind.KEPT
                        ? "no model has this any more, and it is kept; models.allow drops it: " + step.words()
                        : step.words())
                .distinct()
                .toList();
    }

    /** A statement, and the words of the step that it is of. */
    record Due(String words, Step.Statement statement) {}

    /** The statements that do it all, in their order. */
    List<Due> statements() {
        return steps.stream()
                .flatMap(step -> step.statements().stream().map(statement -> new Due(step.words(), statement)))
                .sorted(Comparator.comparing(due -> due.statement().turn()))
                .toList();
    }
}
