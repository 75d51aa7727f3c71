package io.weir.graph.template;

import graphql.language.Directive;
import graphql.language.FieldDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.Node;
import graphql.language.Type;
import io.weir.config.Problem;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.sdl.TypeIndex;
import io.weir.source.TopicName;
import io.weir.template.Template;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads templates in directives and holds them against the arguments of the field they stand on. */
public final class TemplateChecker {

    private static final Template NONE = new Template("", List.of());

    /** What an argument may be where a placeholder stands. */
    public enum Form {
        /** One scalar or enum value. */
        SINGLE,
        /** That, or a list of them. */
        LIST,
        /** Anything, input objects and lists of them included. */
        ANY
    }

    private final TypeIndex types;
    private final List<Problem> problems;

    /** Finds problems of a schema with these types. */
    public TemplateChecker(TypeIndex types, List<Problem> problems) {
        this.types = types;
        this.problems = problems;
    }

    /**
     * The topic that a directive's argument names.
     *
     * @param argument the argument's name, for problems
     * @param source what it says
     */
    public TopicTemplate topic(FieldDefinition field, Directive directive, String argument, String source) {
        Template template = template(field, directive, source, false);
        if (!template.equals(NONE) || source.isEmpty()) {
            // Arguments are checked when they are known; here a harmless one stands for each, to check the rest.
            TopicName.check(template.withEach("x"))
                    .ifPresent(wrong -> problems.add(Sdl.problem(
                            directive, "@%s(%s: \"%s\"): %s".formatted(directive.getName(), argument, source, wrong))));
        }
        return new TopicTemplate(template);
    }

    /**
     * The template, each placeholder of which names an argument of {@code field}.
     *
     * @param lists whether an argument may be a list
     */
    public Template template(FieldDefinition field, Node<?> at, String source, boolean lists) {
        Template template;
        try {
            template = Template.parse(source, Set.of(Template.Scope.ARGS));
        } catch (IllegalArgumentException e) {
            problems.add(Sdl.problem(at, String.valueOf(e.getMessage())));
            return NONE;
        }
        boolean known = true;
        for (Template.Part.Placeholder argument : template.placeholders()) {
            Optional<String> wrong = wrong(field, argument, lists ? Form.LIST : Form.SINGLE);
            wrong.ifPresent(message -> problems.add(Sdl.problem(at, message)));
            known &= wrong.isEmpty();
        }
        return known ? template : NONE;
    }

    /**
     * Why a placeholder does not name an argument of {@code field}, in words for the author; empty when it does.
     *
     * @param argument one of the scope {@code args}
     */
    public Optional<String> wrong(FieldDefinition field, Template.Part.Placeholder argument, Form form) {
        String first = argument.path().get(0);
        Optional<InputValueDefinition> input = field.getInputValueDefinitions().stream()
                .filter(definition -> definition.getName().equals(first))
                .findFirst();
        if (input.isEmpty()) {
            return Optional.of("{{ %s }}: the field \"%s\" has no argument \"%s\"; it has %s"
                    .formatted(argument.name(), field.getName(), first, arguments(field)));
        }
        Type<?> type = input.get().getType();
        for (String name : argument.path().subList(1, argument.path().size())) {
            Optional<InputValueDefinition> inner = types.inputField(TypeIndex.bareName(type), name);
            if (TypeIndex.list(type) || inner.isEmpty()) {
                return Optional.of(
                        "{{ %s }}: %s has no field \"%s\"".formatted(argument.name(), TypeIndex.bareName(type), name));
            }
            type = inner.get().getType();
        }
        boolean object = types.inputObject(TypeIndex.bareName(type));
        if ((object && form != Form.ANY) || (TypeIndex.list(type) && form == Form.SINGLE)) {
            return Optional.of(
                    "{{ %s }} must be a single scalar or enum value; name a field of it".formatted(argument.name()));
        }
        return Optional.empty();
    }

    private static String arguments(FieldDefinition field) {
        String names = field.getInputValueDefinitions().stream()
                .map(InputValueDefinition::getName)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "none" : names;
    }
}
