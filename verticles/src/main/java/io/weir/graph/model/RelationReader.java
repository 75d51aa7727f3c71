package io.weir.graph.model;

import graphql.language.Directive;
import io.weir.config.Problem;
import io.weir.graph.model.ModelFields.ListField;
import io.weir.graph.sdl.Sdl;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds what stands on the other side of a list of models: a reference of theirs, or nothing but the pairs. */
final class RelationReader {

    private final Map<String, ModelFields> models;
    private final List<Problem> problems;

    RelationReader(Map<String, ModelFields> models, List<Problem> problems) {
        this.models = models;
        this.problems = problems;
    }

    List<References> read(String model) {
        return fields(model).lists().stream()
                .map(list -> new References(list.field().getName(), list.target(), inverse(model, list)))
                .toList();
    }

    private Optional<String> inverse(String model, ListField list) {
        List<String> back = fields(list.target()).references().stream()
                .filter(reference -> reference.target().equals(model))
                .map(Reference::field)
                .toList();
        Optional<Directive> relation = Sdl.directive(list.field(), ModelDirectives.RELATION);
        if (relation.isPresent()) {
            return named(model, list, relation.get(), back);
        }
        boolean both = fields(list.target()).lists().stream()
                .anyMatch(other -> other.target().equals(model) && other != list);
        if (back.isEmpty() || both) {
            return Optional.empty();
        }
        if (back.size() > 1) {
            problems.add(Sdl.problem(
                    list.field(),
                    "%s.%s may be the other side of %s; say which with @relation(field: \"%s\")"
                            .formatted(model, list.field().getName(), names(list, back), back.get(0))));
        }
        return Optional.of(back.get(0));
    }

    private Optional<String> named(String model, ListField list, Directive relation, List<String> back) {
        String field = Sdl.text(relation, "field").orElse("");
        if (!back.contains(field)) {
            problems.add(Sdl.problem(
                    relation,
                    "@relation(field: \"%s\"): %s has no field of that name that is one %s; %s"
                            .formatted(
                                    field,
                                    list.target(),
                                    model,
                                    back.isEmpty()
                                            ? "add it, or remove @relation to keep the pairs in a table of their own"
                                            : "take " + names(list, back))));
        }
        return Optional.of(field);
    }

    private static String names(ListField list, List<String> fields) {
        return String.join(
                " or ",
                fields.stream().map(field -> list.target() + "." + field).toList());
    }

    private ModelFields fields(String model) {
        return Objects.requireNonNull(models.get(model));
    }
}
