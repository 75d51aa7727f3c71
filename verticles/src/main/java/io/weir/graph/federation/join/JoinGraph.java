package io.weir.graph.federation.join;

import graphql.language.Directive;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValue;
import graphql.language.EnumValueDefinition;
import io.weir.config.Problem;
import io.weir.graph.sdl.Sdl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A subgraph as the supergraph lists it.
 *
 * @param key the enum value that stands for it in {@code graph:} arguments
 * @param name what the subgraph is called
 * @param url where it is asked; may be empty
 */
record JoinGraph(String key, String name, String url) {

    /** The graphs that a supergraph lists, in its order. */
    static List<JoinGraph> read(EnumTypeDefinition graphs, JoinNames names, List<Problem> problems) {
        List<JoinGraph> read = new ArrayList<>();
        for (EnumValueDefinition value : graphs.getEnumValueDefinitions()) {
            Optional<Directive> directive = Sdl.directive(value, names.graph());
            Optional<String> name = directive.flatMap(graph -> Sdl.text(graph, "name"));
            if (name.isEmpty()) {
                problems.add(Sdl.problem(
                        value,
                        "the graph %s has no @%s(name:); compose the supergraph again"
                                .formatted(value.getName(), names.graph())));
                continue;
            }
            String url = directive.flatMap(graph -> Sdl.text(graph, "url")).orElse("");
            read.add(new JoinGraph(value.getName(), name.get(), url));
        }
        return read;
    }

    /** Whether a directive's {@code graph:} is this one. */
    boolean named(Directive directive) {
        return key(directive).filter(key::equals).isPresent();
    }

    /** A directive's {@code graph:}. */
    static Optional<String> key(Directive directive) {
        return Sdl.argument(directive, "graph")
                .filter(EnumValue.class::isInstance)
                .map(value -> ((EnumValue) value).getName());
    }
}
