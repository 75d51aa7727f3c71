package io.weir.graph.federation;

import graphql.language.AbstractDescribedNode;
import graphql.language.Description;
import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.FieldDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stands on an element of the merged graph: its description and the directives of GraphQL itself. */
public final class Marks {

    private static final Set<String> KEPT = Set.of("deprecated", "specifiedBy", "oneOf");

    private Marks() {}

    /** The description that most subgraphs have; of several such the first. */
    public static @Nullable Description description(List<? extends AbstractDescribedNode<?>> parts) {
        Map<String, Description> first = new LinkedHashMap<>();
        Map<String, Integer> count = new LinkedHashMap<>();
        for (AbstractDescribedNode<?> part : parts) {
            Description description = part.getDescription();
            if (description != null) {
                first.putIfAbsent(description.getContent(), description);
                count.merge(description.getContent(), 1, Integer::sum);
            }
        }
        return first.entrySet().stream()
                .max(Comparator.<Map.Entry<String, Description>>comparingInt(
                                entry -> count.getOrDefault(entry.getKey(), 0))
                        .thenComparing(entry -> -List.copyOf(first.keySet()).indexOf(entry.getKey())))
                .map(Map.Entry::getValue)
                .orElse(null);
    }

    /** Each of GraphQL's own directives once: the first subgraph's that has it. */
    public static List<Directive> kept(List<? extends DirectivesContainer<?>> parts) {
        List<Directive> kept = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (DirectivesContainer<?> part : parts) {
            for (Object element : part.getDirectives()) {
                Directive directive = (Directive) element;
                if (KEPT.contains(directive.getName()) && seen.add(directive.getName())) {
                    kept.add(directive);
                }
            }
        }
        return kept;
    }

    public static boolean has(DirectivesContainer<?> element, String directive) {
        return !element.getDirectives(directive).isEmpty();
    }

    public static FieldDefinition with(FieldDefinition field, Directive directive) {
        return has(field, directive.getName())
                ? field
                : field.transform(f -> f.directives(Stream.concat(field.getDirectives().stream(), Stream.of(directive))
                        .toList()));
    }

    public static FieldDefinition without(FieldDefinition field, String directive) {
        return has(field, directive)
                ? field.transform(f -> f.directives(field.getDirectives().stream()
                        .filter(found -> !found.getName().equals(directive))
                        .toList()))
                : field;
    }
}
