package io.weir.graph;

import graphql.language.Directive;
import graphql.language.FieldDefinition;
import io.weir.config.Problem;
import io.weir.graph.EventDirective.Role;
import io.weir.graph.action.ActionReader;
import io.weir.graph.action.ActionRules;
import io.weir.graph.action.ActionUpdateReader;
import io.weir.graph.action.SystemsReader;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.sdl.TypeIndex;
import io.weir.graph.template.TemplateChecker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the source of every root field from its directives; says what is wrong with them, where, and the fix. */
final class RootSourceReader {

    static final String VERSION_FIELD = "weirVersion";

    private final TypeIndex types;
    private final List<Problem> problems;
    private final EventSourceReader events;
    private final ActionReader actions;
    private final ActionUpdateReader actionUpdates;
    private final Map<Graph.FieldName, RootSource> own;

    /**
     * Reads the sources of a schema with these types.
     *
     * @param own the sources of those root fields that are Weir's own
     */
    RootSourceReader(
            TypeIndex types,
            Set<String> providers,
            Set<String> unanswering,
            ActionRules rules,
            Map<Graph.FieldName, RootSource> own,
            List<Problem> problems) {
        this.types = types;
        this.own = own;
        this.problems = problems;
        TemplateChecker templates = new TemplateChecker(types, problems);
        this.events = new EventSourceReader(
                types, providers, unanswering, new SystemsReader(rules.systems(), problems), templates, problems);
        this.actions = new ActionReader(types, rules, templates, problems);
        this.actionUpdates = new ActionUpdateReader(types, problems);
    }

    Map<Graph.FieldName, RootSource> read() {
        Map<Graph.FieldName, RootSource> sources = new HashMap<>();
        for (String type : types.names()) {
            for (FieldDefinition field : types.fields(type)) {
                checkPlaces(type, field);
                if (root(type)) {
                    source(type, field).ifPresent(s -> sources.put(new Graph.FieldName(type, field.getName()), s));
                }
            }
        }
        return sources;
    }

    private boolean root(String type) {
        return Stream.of(Role.values()).anyMatch(role -> standsOn(role, type));
    }

    private boolean standsOn(Role role, String type) {
        return role.operations().stream()
                .anyMatch(operation -> types.rootName(operation).equals(type));
    }

    private void checkPlaces(String type, FieldDefinition field) {
        for (Directive directive : field.getDirectives()) {
            List<String> allowed =
                    operations(directive).stream().map(types::rootName).toList();
            if (!allowed.isEmpty() && !allowed.contains(type)) {
                problems.add(Sdl.problem(
                        directive,
                        "@%s may only stand on a field of %s, not on %s.%s"
                                .formatted(directive.getName(), String.join(" or ", allowed), type, field.getName())));
            }
        }
    }

    /** The operations on whose root type a directive may stand; empty for directives that are no source. */
    private static List<String> operations(Directive directive) {
        return switch (directive.getName()) {
            case ActionReader.DIRECTIVE -> List.of("mutation");
            case ActionUpdateReader.DIRECTIVE -> List.of("subscription");
            default ->
                EventSourceReader.FILTERS.contains(directive.getName())
                        ? Role.SUBSCRIBE.operations()
                        : EventDirective.of(directive)
                                .map(event -> event.role().operations())
                                .orElse(List.of());
        };
    }

    private static boolean source(Directive directive) {
        return !EventSourceReader.FILTERS.contains(directive.getName())
                && !operations(directive).isEmpty();
    }

    private Optional<RootSource> source(String type, FieldDefinition field) {
        List<Directive> directives =
                field.getDirectives().stream().filter(RootSourceReader::source).toList();
        if (directives.size() > 1) {
            problems.add(Sdl.problem(
                    directives.get(1),
                    "%s.%s has two sources, @%s and @%s; keep one"
                            .formatted(
                                    type,
                                    field.getName(),
                                    directives.get(0).getName(),
                                    directives.get(1).getName())));
            return Optional.empty();
        }
        if (directives.isEmpty()) {
            return withoutDirective(type, field);
        }
        Directive directive = directives.get(0);
        return switch (directive.getName()) {
            case ActionReader.DIRECTIVE -> actions.read(field, directive).map(RootSource.Action::new);
            case ActionUpdateReader.DIRECTIVE ->
                Optional.of(new RootSource.ActionUpdate(actionUpdates.argument(field, directive)));
            default -> EventDirective.of(directive).map(event -> events.read(field, directive, event));
        };
    }

    private Optional<RootSource> withoutDirective(String type, FieldDefinition field) {
        if (type.equals(types.rootName("query")) && field.getName().equals(VERSION_FIELD)) {
            return Optional.of(new RootSource.WeirVersion());
        }
        RootSource ours = own.get(new Graph.FieldName(type, field.getName()));
        if (ours != null) {
            return Optional.of(ours);
        }
        Stream<String> events = Stream.of(EventDirective.REQUEST, EventDirective.PUBLISH, EventDirective.SUBSCRIBE)
                .filter(event -> standsOn(event.role(), type))
                .map(event -> "@" + event.directive() + "(topic: …)");
        Stream<String> called = type.equals(types.rootName("mutation")) ? Stream.of("@action(url: …)") : Stream.of();
        List<String> fitting = Stream.concat(events, called).sorted().toList();
        problems.add(Sdl.problem(
                field, "%s.%s has no source; add %s".formatted(type, field.getName(), String.join(" or ", fitting))));
        return Optional.empty();
    }
}
