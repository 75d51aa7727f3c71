package io.weir.graph.federation.composition;

import graphql.language.Directive;
import graphql.language.InterfaceTypeDefinition;
import io.weir.config.Problem;
import io.weir.graph.federation.FederationDirectives;
import io.weir.graph.federation.Places;
import io.weir.graph.sdl.Sdl;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows {@code @override(from:)}: the field is taken from the subgraph it names. Where that one still needs it, for a
 * key, {@code @requires}, {@code @provides} or an interface, it stays there as an external field.
 */
final class Overrides {

    private final List<Problem> problems;

    private Overrides(List<Problem> problems) {
        this.problems = problems;
    }

    static void apply(Map<String, Map<String, List<FieldPart>>> fields, List<Problem> problems) {
        Overrides overrides = new Overrides(problems);
        fields.values().forEach(byName -> byName.values().forEach(overrides::apply));
    }

    private void apply(List<FieldPart> parts) {
        for (FieldPart part : List.copyOf(parts)) {
            Optional<Directive> override = override(part);
            if (override.isPresent() && check(part, override.get())) {
                String from = Sdl.text(override.get(), "from").orElse("");
                parts.stream()
                        .filter(other -> other.index().name().equals(from))
                        .findFirst()
                        .ifPresent(source -> take(source, part, override.get(), parts));
            }
        }
    }

    private void take(FieldPart source, FieldPart by, Directive override, List<FieldPart> parts) {
        if (override(source).isPresent()) {
            problems.add(Places.problem(
                    List.of(override, source.definition()),
                    "%s.%s is overridden by %s and overrides itself; keep one @override"
                            .formatted(source.type(), source.name(), by.index().name())));
        } else if (source.index().used(source.type(), source.name())) {
            parts.set(parts.indexOf(source), source.asExternal());
        } else {
            parts.remove(source);
        }
    }

    private boolean check(FieldPart part, Directive override) {
        String from = Sdl.text(override, "from").orElse("");
        String wrong = null;
        if (Sdl.argument(override, "label").isPresent()) {
            wrong = "@override(label:), a move in steps, is not served by this version of Weir yet";
        } else if (from.isEmpty()) {
            wrong = "@override names no subgraph; write @override(from: \"…\")";
        } else if (from.equals(part.index().name())) {
            wrong = "@override names its own subgraph \"%s\"; name the one to take the field from".formatted(from);
        } else if (part.external()) {
            wrong = "%s.%s is @external and cannot override; remove one of the two".formatted(part.type(), part.name());
        } else if (part.index().type(part.type()) instanceof InterfaceTypeDefinition) {
            wrong = "@override stands on a field of the interface %s; it belongs on fields of objects"
                    .formatted(part.type());
        }
        if (wrong != null) {
            problems.add(Sdl.problem(override, wrong));
        }
        return wrong == null;
    }

    private static Optional<Directive> override(FieldPart part) {
        return Sdl.directive(part.definition(), FederationDirectives.OVERRIDE);
    }
}
