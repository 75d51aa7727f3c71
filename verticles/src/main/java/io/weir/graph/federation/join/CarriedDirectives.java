package io.weir.graph.federation.join;

import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import io.weir.graph.federation.FederationDirectives;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an element of a supergraph carries into each of its graphs: GraphQL's own directives, and of federation's those that
 * mean something to a gateway, under the names of {@link FederationDirectives}.
 */
final class CarriedDirectives {

    private final Map<String, String> canonical;

    CarriedDirectives(Features features) {
        this.canonical = Map.of(
                "deprecated",
                "deprecated",
                "specifiedBy",
                "specifiedBy",
                "oneOf",
                "oneOf",
                features.directive(FederationDirectives.INACCESSIBLE),
                FederationDirectives.INACCESSIBLE);
    }

    List<Directive> of(DirectivesContainer<?> element) {
        return element.getDirectives().stream()
                .flatMap(directive -> carried(directive).stream())
                .toList();
    }

    private Optional<Directive> carried(Directive directive) {
        return Optional.ofNullable(canonical.get(directive.getName()))
                .map(name -> directive.transform(renamed -> renamed.name(name)));
    }
}
