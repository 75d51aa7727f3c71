package io.weir.graph.federation.join;

import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import io.weir.graph.federation.FederationDirectives;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an element of a supergraph carries into each of its graphs: all directives but those of {@code join}, federation's
 * own under the names of {@link FederationDirectives}.
 */
final class CarriedDirectives {

    private final Set<String> dropped;
    private final Map<String, String> canonical;

    CarriedDirectives(Features features, JoinNames join) {
        this.dropped = join.directives();
        this.canonical = Map.of(
                features.directive("inaccessible"), FederationDirectives.INACCESSIBLE,
                features.directive("tag"), FederationDirectives.TAG);
    }

    List<Directive> of(DirectivesContainer<?> element) {
        return element.getDirectives().stream()
                .filter(directive -> !dropped.contains(directive.getName()))
                .map(this::canonical)
                .toList();
    }

    private Directive canonical(Directive directive) {
        String name = canonical.getOrDefault(directive.getName(), directive.getName());
        return directive.transform(renamed -> renamed.name(name));
    }
}
