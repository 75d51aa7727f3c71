package io.weir.graph.federation.reading;

import graphql.language.SDLExtensionDefinition;
import graphql.language.TypeDefinition;
import io.weir.config.Problem;
import io.weir.graph.federation.Kind;
import io.weir.graph.federation.Places;
import io.weir.graph.sdl.Sdl;
import java.util.List;

/** Checks that the definition and the extensions of one type can be folded into one. */
final class PartsCheck {

    private PartsCheck() {}

    /**
     * Adds what is wrong.
     *
     * @param parts what has one name, in the order written
     * @param several whether the type may be defined more than once, as root types are when files stand side by side
     * @return whether they are of one kind
     */
    static boolean check(List<TypeDefinition<?>> parts, boolean several, List<Problem> problems) {
        TypeDefinition<?> first = parts.get(0);
        for (TypeDefinition<?> part : parts) {
            if (Kind.of(part) != Kind.of(first)) {
                problems.add(Places.problem(
                        List.of(part, first),
                        "%s is %s here and %s elsewhere".formatted(part.getName(), Kind.of(part), Kind.of(first))));
                return false;
            }
        }
        List<TypeDefinition<?>> definitions = parts.stream()
                .filter(part -> !(part instanceof SDLExtensionDefinition))
                .toList();
        if (definitions.size() > 1 && !several) {
            problems.add(Places.problem(
                    definitions.subList(1, definitions.size()),
                    "%s is defined twice, first at %s; write `extend` before this one, or rename it"
                            .formatted(first.getName(), Places.of(definitions.get(0)))));
        }
        if (first.getName().startsWith("__")) {
            problems.add(Sdl.problem(first, reserved(first.getName())));
        }
        return true;
    }

    static String reserved(String name) {
        return "the name \"%s\" begins with __, which GraphQL keeps for itself".formatted(name);
    }
}
