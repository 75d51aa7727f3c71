package io.weir.graph.action;

import graphql.language.FieldDefinition;
import graphql.language.Node;
import io.weir.config.Problem;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.template.TemplateChecker;
import io.weir.graph.template.TemplateChecker.Form;
import io.weir.template.JsonTemplate;
import io.weir.template.Template;
import io.weir.template.Template.Part.Placeholder;
import io.weir.template.Template.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads the templates of one action: no placeholder stands for what the configuration does not let it have. */
final class ActionTemplates {

    private final FieldDefinition field;
    private final ActionRules rules;
    private final TemplateChecker arguments;
    private final List<Problem> problems;

    ActionTemplates(FieldDefinition field, ActionRules rules, TemplateChecker arguments, List<Problem> problems) {
        this.field = field;
        this.rules = rules;
        this.arguments = arguments;
        this.problems = problems;
    }

    /**
     * A text in which each placeholder stands for one scalar. The environment's values are put in.
     *
     * @param what says what it is, for problems
     */
    Optional<Template> text(Node<?> at, String what, String source, Set<Scope> scopes) {
        return known(at, what, source, scopes)
                .filter(template -> fit(at, what, template.placeholders(Scope.ARGS), Form.SINGLE))
                .map(template -> template.filled(Scope.ENV, rules.environment()));
    }

    /** A JSON text; a problem when it is none with values for its placeholders. */
    Optional<JsonTemplate> json(Node<?> at, String what, String source) {
        return known(at, what, source, Set.of(Scope.ARGS, Scope.HEADERS, Scope.ENV))
                .flatMap(template -> parsed(at, what, template, t -> JsonTemplate.of(t, rules.environment())))
                .filter(json -> fit(at, what, arguments(json.texts()), Form.SINGLE)
                        & fit(at, what, arguments(json.values()), Form.ANY));
    }

    /** What {@code parser} makes of a template; a problem when it refuses it. */
    <T> Optional<T> parsed(Node<?> at, String what, Template template, Function<Template, T> parser) {
        return Sdl.parse(at, what, Optional.of(template.source()), source -> parser.apply(template), problems);
    }

    private static List<Placeholder> arguments(List<Placeholder> placeholders) {
        return placeholders.stream()
                .filter(placeholder -> placeholder.scope() == Scope.ARGS)
                .toList();
    }

    private Optional<Template> known(Node<?> at, String what, String source, Set<Scope> scopes) {
        Optional<Template> template =
                Sdl.parse(at, what, Optional.of(source), text -> Template.parse(text, scopes), problems);
        return template.filter(t -> allowed(at, what, t, Scope.HEADERS, rules.headers())
                & allowed(at, what, t, Scope.ENV, rules.environment().keySet()));
    }

    private boolean allowed(Node<?> at, String what, Template template, Scope scope, Set<String> names) {
        boolean all = true;
        for (Placeholder placeholder : template.placeholders(scope)) {
            String name = String.join(".", placeholder.path());
            if (!names.contains(name)) {
                problems.add(Sdl.problem(
                        at,
                        "%s: {{ %s }}: add %s to actions.%s, which has %s"
                                .formatted(what, placeholder.name(), name, scope.word(), listed(names))));
                all = false;
            }
        }
        return all;
    }

    private boolean fit(Node<?> at, String what, List<Placeholder> placeholders, Form form) {
        boolean all = true;
        for (Placeholder placeholder : placeholders) {
            Optional<String> wrong = arguments.wrong(field, placeholder, form);
            wrong.ifPresent(message -> problems.add(Sdl.problem(at, what + ": " + message)));
            all &= wrong.isEmpty();
        }
        return all;
    }

    private static String listed(Set<String> names) {
        return names.isEmpty() ? "nothing" : String.join(", ", new TreeSet<>(names));
    }

    /** The names of the client's headers among these placeholders. */
    static List<String> headers(List<Placeholder> placeholders) {
        return placeholders.stream()
                .filter(placeholder -> placeholder.scope() == Scope.HEADERS)
                .map(placeholder -> placeholder.path().get(0))
                .toList();
    }
}
