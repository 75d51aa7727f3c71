package io.weir.graph.model;

import graphql.language.FieldDefinition;
import graphql.language.Node;
import io.weir.config.Problem;
import io.weir.graph.sdl.Sdl;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Holds the names of models and of their fields against what GraphQL and PostgreSQL allow. */
final class NameCheck {

    /** PostgreSQL cuts longer names off (documentation, 4.1.1). */
    private static final int MAX_BYTES = 63;

    private static final Pattern NAME = Pattern.compile("(?!__)[_A-Za-z][_0-9A-Za-z]*");

    /** No enum may have them, and what a model is ordered by is an enum. */
    private static final Set<String> LITERALS = Set.of("true", "false", "null");

    /** What filters say themselves. */
    private static final Set<String> FILTERS = Set.of("AND", "OR", "NOT", "isNull");

    private final List<Problem> problems;

    NameCheck(List<Problem> problems) {
        this.problems = problems;
    }

    void check(ModelSource source) {
        Model model = source.model();
        checkLength(source.type(), model.name(), "the name of the model");
        checkRoots(source);
        source.type().getFieldDefinitions().stream()
                .filter(field -> !ModelReader.followed(field))
                .forEach(field -> checkField(model, field));
        model.lists().stream()
                .filter(list -> list.inverse().isEmpty())
                .forEach(list -> checkLength(
                        source.field(list.field()), model.name() + "." + list.field(), "the table of these pairs"));
        model.machines().stream()
                .filter(machine -> !machine.timeouts().isEmpty())
                .forEach(machine -> checkLength(
                        source.field(machine.field()), machine.field() + ".since", "the column of its timeouts"));
    }

    private void checkRoots(ModelSource source) {
        Model model = source.model();
        Node<?> at = source.type().getDirectives(ModelDirectives.MODEL).get(0);
        for (String name : List.of(model.singular(), model.plural())) {
            if (!NAME.matcher(name).matches()) {
                problems.add(Sdl.problem(
                        at, "\"%s\" cannot be a field of Query; take letters, digits and _".formatted(name)));
            }
        }
        if (model.singular().equals(model.plural())) {
            problems.add(Sdl.problem(
                    at,
                    "one %s and many are both called \"%s\"; write @model(plural: \"%sList\")"
                            .formatted(model.name(), model.singular(), model.singular())));
        }
    }

    private void checkField(Model model, FieldDefinition field) {
        String name = field.getName();
        checkLength(field, name, "the name of the field");
        if (LITERALS.contains(name)) {
            problems.add(Sdl.problem(
                    field,
                    "%s.%s cannot be ordered by, since no enum has the value %s; rename it"
                            .formatted(model.name(), name, name)));
        } else if (FILTERS.contains(name)) {
            problems.add(Sdl.problem(field, "%s.%s is a word of filters; rename it".formatted(model.name(), name)));
        }
    }

    private void checkLength(Node<?> at, String name, String what) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            problems.add(Sdl.problem(
                    at,
                    "%s, \"%s\", has %s bytes and PostgreSQL takes %s; shorten it"
                            .formatted(what, name, bytes, MAX_BYTES)));
        }
    }
}
