package io.weir.graph.federation.composition;

import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import io.weir.config.Problem;
import io.weir.graph.federation.Places;
import io.weir.graph.federation.RootTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Finds fields that several subgraphs resolve without saying that this is meant. */
final class SharingCheck {

    private final List<Problem> problems;

    SharingCheck(List<Problem> problems) {
        this.problems = problems;
    }

    /** @param parts one field as its subgraphs declare it */
    void check(List<FieldPart> parts) {
        if (parts.size() < 2) {
            return;
        }
        List<FieldPart> owners = parts.stream()
                .filter(part -> !part.external() && part.index().type(part.type()) instanceof ObjectTypeDefinition)
                .toList();
        if (owners.size() > 1 && RootTypes.root(owners.get(0).type())) {
            checkSources(owners);
        }
        List<FieldPart> others =
                owners.stream().filter(part -> !part.index().local()).toList();
        if (others.size() > 1 && !others.stream().allMatch(FieldPart::shareable)) {
            List<FieldPart> silent =
                    others.stream().filter(part -> !part.shareable()).toList();
            problems.add(Places.problem(
                    places(silent, others),
                    "%s.%s is resolved by %s; mark it @shareable in %s if all give the same, or take it over with @override"
                            .formatted(others.get(0).type(), others.get(0).name(), names(others), names(silent))));
        }
    }

    /** A root field comes from a topic or from subgraphs, not from either by chance. */
    private void checkSources(List<FieldPart> owners) {
        List<FieldPart> local =
                owners.stream().filter(part -> part.index().local()).toList();
        List<FieldPart> others =
                owners.stream().filter(part -> !part.index().local()).toList();
        if (!local.isEmpty() && !others.isEmpty()) {
            problems.add(Places.problem(
                    places(local, owners),
                    "%s.%s has a source here, and %s resolves it too; rename one, or add @override(from: \"%s\")"
                            .formatted(
                                    owners.get(0).type(),
                                    owners.get(0).name(),
                                    names(others),
                                    others.get(0).index().name())));
        }
    }

    private static List<FieldDefinition> places(List<FieldPart> first, List<FieldPart> all) {
        List<FieldDefinition> places = new ArrayList<>();
        first.forEach(part -> places.add(part.definition()));
        all.stream().filter(part -> !first.contains(part)).forEach(part -> places.add(part.definition()));
        return places;
    }

    private static String names(List<FieldPart> parts) {
        return parts.stream().map(part -> part.index().name()).collect(Collectors.joining(" and "));
    }
}
