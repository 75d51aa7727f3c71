package io.weir.graph.federation.join;

import graphql.language.Definition;
import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.SchemaDefinition;
import graphql.language.SchemaExtensionDefinition;
import io.weir.config.Problem;
import io.weir.graph.sdl.Sdl;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The specifications that a supergraph follows. */
final class Features {

    private static final String SPECIFICATIONS = "https://specs.apollo.dev/";
    private static final String LINK = SPECIFICATIONS + "link";
    private static final String JOIN = SPECIFICATIONS + "join";

    private static final Set<String> JOIN_VERSIONS = Set.of("v0.3", "v0.4", "v0.5");

    /** Those of a purpose that Weir honours, or refuses where they are used ({@link UnservedCheck}). */
    private static final Set<String> KNOWN = Stream.of(
                    "link/v1.0",
                    "join/v0.3",
                    "join/v0.4",
                    "join/v0.5",
                    "inaccessible/v0.1",
                    "inaccessible/v0.2",
                    "authenticated/v0.1",
                    "requiresScopes/v0.1",
                    "policy/v0.1",
                    "context/v0.1")
            .map(SPECIFICATIONS::concat)
            .collect(Collectors.toSet());

    private final List<Feature> features;

    private Features(List<Feature> features) {
        this.features = features;
    }

    /** What the {@code schema} of these definitions links. */
    static Features of(List<Definition<?>> definitions) {
        List<Directive> directives = definitions.stream()
                .filter(definition ->
                        definition instanceof SchemaDefinition || definition instanceof SchemaExtensionDefinition)
                .flatMap(schema -> ((DirectivesContainer<?>) schema).getDirectives().stream())
                .toList();
        Set<String> names = Stream.concat(
                        Stream.of("link", "core"),
                        directives.stream()
                                .filter(directive ->
                                        Feature.of(directive).identity().equals(LINK))
                                .map(Directive::getName))
                .collect(Collectors.toSet());
        return new Features(directives.stream()
                .filter(directive -> names.contains(directive.getName()))
                .map(Feature::of)
                .toList());
    }

    /** What this document calls a directive of a specification that has only the one. */
    String directive(String specification) {
        return feature(SPECIFICATIONS + specification)
                .map(feature -> feature.directive(specification))
                .orElse(specification);
    }

    /** Whether a type or directive is a specification's, not the graph's. */
    boolean own(String name) {
        return features.stream().anyMatch(feature -> feature.owns(name));
    }

    /**
     * The names of {@code join}; empty, with a problem, when the document is no supergraph that Weir reads. Also adds a
     * problem for each specification that whoever does not know it must refuse.
     */
    Optional<JoinNames> join(Definition<?> first, List<Problem> problems) {
        features.stream()
                .filter(feature -> feature.purpose().isPresent() && !KNOWN.contains(feature.url()))
                .filter(feature -> !feature.identity().equals(JOIN))
                .forEach(feature -> problems.add(Sdl.problem(
                        feature.at(),
                        "the supergraph needs %s (for: %s), which this version of Weir does not know; compose it without the subgraphs' directives of that specification"
                                .formatted(feature.url(), feature.purpose().orElse("")))));
        Optional<Feature> join = feature(JOIN);
        if (join.isEmpty()) {
            problems.add(Sdl.problem(
                    first,
                    "this is no composed supergraph: its schema has no @link to %s; the schema of one subgraph belongs under graph.subgraphs"
                            .formatted(JOIN)));
            return Optional.empty();
        }
        if (!JOIN_VERSIONS.contains(join.get().version())) {
            problems.add(Sdl.problem(
                    join.get().at(),
                    "the supergraph was composed for join %s; Weir reads v0.3, v0.4 and v0.5: compose it with Federation 2 (rover supergraph compose with federation_version: =2.5.0 or later, or Hive)"
                            .formatted(join.get().version())));
            return Optional.empty();
        }
        return join.map(JoinNames::of);
    }

    private Optional<Feature> feature(String identity) {
        return features.stream()
                .filter(feature -> feature.identity().equals(identity))
                .findFirst();
    }
}
