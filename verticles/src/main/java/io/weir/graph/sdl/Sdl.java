package io.weir.graph.sdl;

import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.EnumValue;
import graphql.language.Node;
import graphql.language.SourceLocation;
import graphql.language.StringValue;
import graphql.language.Value;
import io.weir.config.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what stands in SDL, and says where. */
public final class Sdl {

    private Sdl() {}

    public static Problem problem(Node<?> node, String message) {
        return problem(node.getSourceLocation(), message);
    }

    public static Problem problem(@Nullable SourceLocation at, String message) {
        if (at == null) {
            return new Problem(Path.of("graph"), 1, 1, message);
        }
        String file = at.getSourceName();
        return new Problem(Path.of(file == null ? "graph" : file), at.getLine(), at.getColumn(), message);
    }

    public static List<Directive> directives(DirectivesContainer<?> container, String name) {
        return container.getDirectives(name);
    }

    public static Optional<Directive> directive(DirectivesContainer<?> container, String name) {
        return container.getDirectives(name).stream().findFirst();
    }

    public static Optional<Value<?>> argument(Directive directive, String name) {
        Argument argument = directive.getArgument(name);
        return argument == null ? Optional.empty() : Optional.of(argument.getValue());
    }

    public static Optional<String> text(Directive directive, String name) {
        return argument(directive, name)
                .filter(StringValue.class::isInstance)
                .map(value -> ((StringValue) value).getValue());
    }

    /** The texts of a list, or the one that stands for a list of one; none where there is no such argument. */
    public static List<String> texts(Directive directive, String name) {
        Value<?> value = argument(directive, name).orElse(null);
        if (value == null) {
            return List.of();
        }
        List<?> values = value instanceof ArrayValue list ? list.getValues() : List.of(value);
        return values.stream()
                .filter(StringValue.class::isInstance)
                .map(text -> String.valueOf(((StringValue) text).getValue()))
                .toList();
    }

    /** The enum value that an argument names. */
    public static Optional<String> word(Directive directive, String name) {
        return argument(directive, name)
                .filter(EnumValue.class::isInstance)
                .map(value -> ((EnumValue) value).getName());
    }

    /**
     * The value of a text.
     *
     * @param what says what it is, for problems
     */
    public static <T> Optional<T> parse(
            Node<?> at, String what, Optional<String> text, Function<String, T> parser, List<Problem> problems) {
        try {
            return text.map(parser);
        } catch (IllegalArgumentException e) {
            problems.add(problem(at, what + ": " + e.getMessage()));
            return Optional.empty();
        }
    }

    public static boolean flag(Directive directive, String name) {
        return argument(directive, name)
                .map(value -> value instanceof BooleanValue bool && bool.isValue())
                .orElse(false);
    }
}
