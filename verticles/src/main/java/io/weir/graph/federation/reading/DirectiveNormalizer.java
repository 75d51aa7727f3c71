package io.weir.graph.federation.reading;

import graphql.language.Directive;
import io.weir.config.Problem;
import io.weir.graph.federation.FederationDirectives;
import io.weir.graph.federation.Spelling;
import io.weir.graph.federation.SubgraphSchema.Dialect;
import io.weir.graph.sdl.Sdl;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Decides which directives of a subgraph stay, and under which name; says which are unknown or not served. */
final class DirectiveNormalizer {

    /** What GraphQL itself has on type systems, and the merged schema keeps. */
    private static final Set<String> BUILT_IN = Set.of("deprecated", "specifiedBy", "oneOf");

    private final Dialect dialect;
    private final LinkNames names;
    private final Set<String> defined;
    private final List<Problem> problems;

    /**
     * Decides for one subgraph.
     *
     * @param defined the names of the directives that it defines
     */
    DirectiveNormalizer(Dialect dialect, LinkNames names, Set<String> defined, List<Problem> problems) {
        this.dialect = dialect;
        this.names = names;
        this.defined = defined;
        this.problems = problems;
    }

    /** Those that stay of the directives on one element. */
    List<Directive> kept(List<Directive> directives) {
        if (directives.isEmpty()) {
            return directives;
        }
        List<Directive> kept = new ArrayList<>();
        for (Directive directive : directives) {
            String canonical = names.directive(directive.getName());
            if (canonical == null) {
                keepOwn(directive, kept);
            } else if (FederationDirectives.NOT_SERVED.contains(canonical)) {
                problems.add(Sdl.problem(
                        directive, "@%s is not served by this version of Weir yet".formatted(directive.getName())));
            } else if (FederationDirectives.MEANINGFUL.contains(canonical)) {
                keepOnce(directive.transform(d -> d.name(canonical)), kept);
            }
        }
        return kept;
    }

    private void keepOwn(Directive directive, List<Directive> kept) {
        String name = directive.getName();
        if (BUILT_IN.contains(name) || (dialect == Dialect.LOCAL && defined.contains(name))) {
            keepOnce(directive, kept);
        } else if (!defined.contains(name)) {
            problems.add(Sdl.problem(directive, "nothing defines the directive @%s%s".formatted(name, hint(name))));
        }
    }

    private void keepOnce(Directive directive, List<Directive> kept) {
        boolean again = !FederationDirectives.REPEATABLE.contains(directive.getName())
                && kept.stream().anyMatch(other -> other.getName().equals(directive.getName()));
        if (again) {
            problems.add(Sdl.problem(directive, "@%s stands here twice; keep one".formatted(directive.getName())));
        } else {
            kept.add(directive);
        }
    }

    private String hint(String name) {
        if (!FederationDirectives.ALL.contains(name)) {
            Set<String> known = new HashSet<>(defined);
            known.addAll(BUILT_IN);
            known.addAll(names.directives());
            return Spelling.hint("@", name, known);
        }
        return names.federation2()
                ? "; add \"@%s\" to what the schema imports from federation".formatted(name)
                : "; it is of Federation 2: extend schema @link(url: \"https://specs.apollo.dev/federation/v2.3\", import:"
                        + " [\"@%s\"])".formatted(name);
    }
}
