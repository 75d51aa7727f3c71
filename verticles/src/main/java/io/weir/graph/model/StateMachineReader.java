package io.weir.graph.model;

import graphql.language.ArrayValue;
import graphql.language.Directive;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValueDefinition;
import graphql.language.FieldDefinition;
import graphql.language.Node;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Value;
import io.weir.config.Problem;
import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Values;
import io.weir.graph.model.StateMachine.Move;
import io.weir.graph.model.StateMachine.Timeout;
import io.weir.graph.sdl.Sdl;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code @stateMachine}; says what is wrong with it, where, and the fix. */
final class StateMachineReader {

    private static final Scalar<Duration> AFTER = Values.duration(Duration.ofSeconds(1), Duration.ofDays(3650));

    private static final Pattern MOVE = Pattern.compile("\\s*(\\w+)\\s*->\\s*(\\w+)\\s*");

    private final List<Problem> problems;

    StateMachineReader(List<Problem> problems) {
        this.problems = problems;
    }

    /** @param values the field's type where it is an enum */
    Optional<StateMachine> read(
            String model,
            FieldDefinition field,
            Directive directive,
            FieldShape shape,
            Optional<EnumTypeDefinition> values) {
        if (values.isEmpty() || shape.list() || !shape.required()) {
            problems.add(Sdl.problem(
                    directive,
                    "@stateMachine needs a required enum; make the type of %s.%s one, such as OrderState!"
                            .formatted(model, field.getName())));
            return Optional.empty();
        }
        if (field.hasDirective(ModelDirectives.UNIQUE) || field.hasDirective(ModelDirectives.DEFAULT)) {
            problems.add(Sdl.problem(
                    directive,
                    "%s.%s begins with the initial state of @stateMachine; remove its %s"
                            .formatted(
                                    model,
                                    field.getName(),
                                    field.hasDirective(ModelDirectives.UNIQUE) ? "@unique" : "@default")));
        }
        return Optional.of(new Reading(values.get(), directive).machine(field.getName()));
    }

    /** One machine. */
    private final class Reading {

        private final EnumTypeDefinition type;
        private final Set<String> states;
        private final Directive directive;

        Reading(EnumTypeDefinition type, Directive directive) {
            this.type = type;
            this.directive = directive;
            this.states = type.getEnumValueDefinitions().stream()
                    .map(EnumValueDefinition::getName)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }

        StateMachine machine(String field) {
            String initial = Sdl.text(directive, "initial").orElse("");
            Node<?> at = Sdl.argument(directive, "initial").<Node<?>>map(v -> v).orElse(directive);
            boolean known = known(at, "initial", initial);
            Set<Move> moves = moves();
            if (known) {
                checkReachable(initial, moves);
            }
            return new StateMachine(field, initial, moves, timeouts(moves));
        }

        private Set<Move> moves() {
            Set<Move> moves = new LinkedHashSet<>();
            elements("transitions")
                    .forEach(value -> move(value).ifPresent(move -> {
                        if (!moves.add(move)) {
                            problems.add(Sdl.problem(
                                    value,
                                    "the move %s -> %s stands here twice; keep one".formatted(move.from(), move.to())));
                        }
                    }));
            return moves;
        }

        private Optional<Move> move(Value<?> value) {
            String text = value instanceof StringValue string ? string.getValue() : "";
            Matcher matcher = MOVE.matcher(text);
            if (!matcher.matches()) {
                problems.add(Sdl.problem(
                        value,
                        "\"%s\" is no move; write \"FROM -> TO\" with two values of %s"
                                .formatted(text, type.getName())));
                return Optional.empty();
            }
            Move move = new Move(matcher.group(1), matcher.group(2));
            boolean from = known(value, "transitions", move.from());
            boolean to = known(value, "transitions", move.to());
            if (from && move.from().equals(move.to())) {
                problems.add(Sdl.problem(
                        value, "to stay in %s is always legal and no move; remove it".formatted(move.from())));
            }
            return from && to ? Optional.of(move) : Optional.empty();
        }

        private boolean known(Node<?> at, String argument, String state) {
            if (states.contains(state)) {
                return true;
            }
            problems.add(Sdl.problem(
                    at,
                    "@stateMachine(%s:): %s has no value \"%s\"; it has %s"
                            .formatted(argument, type.getName(), state, String.join(", ", states))));
            return false;
        }

        /** What no row can ever be in is a slip of the pen, or a value that should not be there. */
        private void checkReachable(String initial, Set<Move> moves) {
            Set<String> reached = new LinkedHashSet<>(Set.of(initial));
            Deque<String> toDo = new ArrayDeque<>(reached);
            while (!toDo.isEmpty()) {
                String from = toDo.remove();
                moves.stream()
                        .filter(move -> move.from().equals(from) && reached.add(move.to()))
                        .forEach(move -> toDo.add(move.to()));
            }
            Set<String> lost = new TreeSet<>(states);
            lost.removeAll(reached);
            if (!lost.isEmpty()) {
                problems.add(Sdl.problem(
                        directive,
                        "no moves lead from %s to %s; add them, or remove the %s from %s"
                                .formatted(
                                        initial,
                                        String.join(", ", lost),
                                        lost.size() == 1 ? "value" : "values",
                                        type.getName())));
            }
        }

        private List<Timeout> timeouts(Set<Move> moves) {
            List<Timeout> timeouts = new ArrayList<>();
            elements("timeouts").forEach(value -> {
                Move move = new Move(text(value, "from"), text(value, "to"));
                if (!moves.contains(move)) {
                    problems.add(Sdl.problem(
                            value,
                            "the timeout %s -> %s is no legal move; add \"%s -> %s\" to transitions"
                                    .formatted(move.from(), move.to(), move.from(), move.to())));
                }
                if (timeouts.stream().anyMatch(other -> other.move().from().equals(move.from()))) {
                    problems.add(Sdl.problem(
                            value,
                            "%s has two timeouts, of which only one could happen; keep one".formatted(move.from())));
                }
                Sdl.parse(value, "after", Optional.of(text(value, "after")), AFTER::parse, problems)
                        .ifPresent(after -> timeouts.add(new Timeout(move, after)));
            });
            return timeouts;
        }

        private Stream<Value<?>> elements(String argument) {
            Value<?> value = Sdl.argument(directive, argument).orElse(null);
            return value instanceof ArrayValue list
                    ? list.getValues().stream().map(element -> (Value<?>) element)
                    : Stream.ofNullable(value);
        }
    }

    private static String text(Value<?> value, String field) {
        return value instanceof ObjectValue object
                ? object.getObjectFields().stream()
                        .filter(found -> found.getName().equals(field))
                        .map(ObjectField::getValue)
                        .filter(StringValue.class::isInstance)
                        .map(found -> String.valueOf(((StringValue) found).getValue()))
                        .findFirst()
                        .orElse("")
                : "";
    }
}
