package io.weir.graph.federation.composition;

import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValueDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.Node;
import graphql.language.TypeDefinition;
import io.weir.config.Problem;
import io.weir.graph.federation.FederationDirectives;
import io.weir.graph.federation.Marks;
import io.weir.graph.federation.Places;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Merges the values of an enum. As a result it can have any subgraph's values; as input only those that all take; an enum
 * that is both must be the same everywhere.
 */
final class EnumMerger {

    private final EnumUses uses;
    private final List<Problem> problems;

    EnumMerger(EnumUses uses, List<Problem> problems) {
        this.uses = uses;
        this.problems = problems;
    }

    List<EnumValueDefinition> merge(TypeParts parts) {
        Map<String, List<EnumValueDefinition>> values = new LinkedHashMap<>();
        for (TypeDefinition<?> definition : parts.definitions()) {
            for (EnumValueDefinition value : ((EnumTypeDefinition) definition).getEnumValueDefinitions()) {
                values.computeIfAbsent(value.getName(), n -> new ArrayList<>()).add(value);
            }
        }
        InputValueDefinition input = uses.input(parts.name());
        List<EnumValueDefinition> merged = new ArrayList<>();
        for (List<EnumValueDefinition> value : values.values()) {
            boolean everywhere = value.size() == parts.definitions().size();
            if (everywhere || input == null) {
                merged.add(merged(value));
            } else if (uses.output(parts.name()) != null && !hidden(value)) {
                addConflict(parts, value.get(0), input);
                merged.add(merged(value));
            } else if (hidden(value)) {
                merged.add(merged(value));
            }
        }
        if (merged.isEmpty()) {
            problems.add(Places.problem(
                    parts.definitions(),
                    "the enum %s is used as input, and no value is known to all of its subgraphs"
                            .formatted(parts.name())));
        }
        return merged;
    }

    private void addConflict(TypeParts parts, EnumValueDefinition value, InputValueDefinition input) {
        List<Node<?>> places = new ArrayList<>(List.of(value));
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < parts.definitions().size(); i++) {
            EnumTypeDefinition definition =
                    (EnumTypeDefinition) parts.definitions().get(i);
            if (definition.getEnumValueDefinitions().stream()
                    .noneMatch(other -> other.getName().equals(value.getName()))) {
                places.add(definition);
                missing.add(parts.subgraphs().get(i).name());
            }
        }
        problems.add(Places.problem(
                places,
                "%s.%s is missing in %s, and %s is both input (%s) and result; add the value there, or mark it @inaccessible"
                        .formatted(
                                parts.name(),
                                value.getName(),
                                String.join(", ", missing),
                                parts.name(),
                                Places.of(input))));
    }

    private static boolean hidden(List<EnumValueDefinition> value) {
        return value.stream().anyMatch(part -> Marks.has(part, FederationDirectives.INACCESSIBLE));
    }

    private static EnumValueDefinition merged(List<EnumValueDefinition> value) {
        return value.get(0)
                .transform(v -> v.description(Marks.description(value)).directives(Marks.kept(value)));
    }
}
