package io.weir.graph.federation;

import graphql.language.Definition;
import graphql.language.Directive;
import graphql.language.DirectiveDefinition;
import graphql.language.DirectiveLocation;
import graphql.language.SDLExtensionDefinition;
import graphql.language.TypeDefinition;
import graphql.schema.idl.ScalarInfo;
import io.weir.config.Problem;
import io.weir.graph.federation.SubgraphSchema.Dialect;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.sdl.SdlFiles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings the SDL of one subgraph, Federation 1 or 2, to the normal form. */
public final class SubgraphReader {

    /** What GraphQL itself has on type systems, and the merged schema keeps. */
    private static final Set<String> BUILT_IN = Set.of("deprecated", "specifiedBy", "oneOf");

    private static final Set<String> EXECUTABLE_PLACES = Set.of(
            "QUERY",
            "MUTATION",
            "SUBSCRIPTION",
            "FIELD",
            "FRAGMENT_DEFINITION",
            "FRAGMENT_SPREAD",
            "INLINE_FRAGMENT",
            "VARIABLE_DEFINITION");

    private static final Set<String> SPECIFIED =
            Set.of("include", "skip", "deprecated", "specifiedBy", "oneOf", "defer");

    private final Dialect dialect;
    private final LinkNames names;
    private final List<Definition<?>> definitions;
    private final List<Problem> problems;
    private final Set<String> ownDirectives = new HashSet<>();

    private SubgraphReader(
            Dialect dialect,
            LinkNames names,
            List<Definition<?>> definitions,
            Set<String> directives,
            List<Problem> problems) {
        this.dialect = dialect;
        this.names = names;
        this.definitions = definitions;
        this.problems = problems;
        ownDirectives.addAll(directives);
    }

    /** Reads a subgraph that is asked over HTTP; the schema is unusable when problems were added. */
    public static SubgraphSchema read(SubgraphSdl subgraph, List<Problem> problems) {
        List<Definition<?>> definitions = SdlFiles.parse(subgraph.texts(), problems);
        LinkNames names = LinkNames.read(definitions, problems);
        Dialect dialect = names.federation2() ? Dialect.FEDERATION_2 : Dialect.FEDERATION_1;
        return new SubgraphReader(dialect, names, definitions, Set.of(), problems)
                .read(subgraph.name(), subgraph.url());
    }

    /**
     * Reads Weir's own schema.
     *
     * @param directives the names of Weir's own directives, which stay where they stand
     */
    public static SubgraphSchema readLocal(
            String name, List<Definition<?>> definitions, Set<String> directives, List<Problem> problems) {
        LinkNames names = LinkNames.readLocal(definitions, problems);
        return new SubgraphReader(Dialect.LOCAL, names, definitions, directives, problems).read(name, "");
    }

    private SubgraphSchema read(String name, String url) {
        Map<String, DirectiveDefinition> directives = new LinkedHashMap<>();
        Map<String, List<TypeDefinition<?>>> parts = new LinkedHashMap<>();
        Map<String, String> renames = RootTypes.renames(definitions, problems);
        for (Definition<?> definition : definitions) {
            if (definition instanceof DirectiveDefinition directive) {
                ownDirectives.add(directive.getName());
                if (executable(directive)) {
                    directives.put(directive.getName(), directive);
                }
            } else if (definition instanceof TypeDefinition<?> type && !foreign(type.getName())) {
                parts.computeIfAbsent(type.getName(), t -> new ArrayList<>()).add(type);
            }
        }
        TypeNormalizer normalizer = new TypeNormalizer(renames, this::kept);
        Map<String, TypeDefinition<?>> types = new LinkedHashMap<>();
        Set<String> extensions = new HashSet<>();
        parts.forEach((written, all) -> {
            TypeDefinition<?> folded = TypeFolder.fold(all);
            TypeDefinition<?> type = normalizer.normalize(folded);
            types.put(type.getName(), type);
            if (dialect == Dialect.LOCAL || extension(all)) {
                extensions.add(type.getName());
            }
        });
        return new SubgraphSchema(name, url, dialect, ExternalKeys.resolve(types, extensions), directives);
    }

    private boolean foreign(String type) {
        return names.type(type) || ScalarInfo.isGraphqlSpecifiedScalar(type);
    }

    private boolean executable(DirectiveDefinition directive) {
        return !SPECIFIED.contains(directive.getName())
                && names.directive(directive.getName()) == null
                && directive.getDirectiveLocations().stream()
                        .map(DirectiveLocation::getName)
                        .anyMatch(EXECUTABLE_PLACES::contains);
    }

    private boolean extension(List<TypeDefinition<?>> parts) {
        return parts.stream().allMatch(SDLExtensionDefinition.class::isInstance)
                || parts.stream().flatMap(part -> part.getDirectives().stream()).anyMatch(this::saysExtends);
    }

    private boolean saysExtends(Directive directive) {
        return FederationDirectives.EXTENDS.equals(names.directive(directive.getName()));
    }

    private List<Directive> kept(List<Directive> directives) {
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
                kept.add(
                        canonical.equals(directive.getName())
                                ? directive
                                : directive.transform(d -> d.name(canonical)));
            }
        }
        return kept;
    }

    private void keepOwn(Directive directive, List<Directive> kept) {
        String name = directive.getName();
        if (BUILT_IN.contains(name) || (dialect == Dialect.LOCAL && ownDirectives.contains(name))) {
            kept.add(directive);
        } else if (!ownDirectives.contains(name)) {
            Set<String> known = new HashSet<>(ownDirectives);
            known.addAll(BUILT_IN);
            known.addAll(names.directives());
            problems.add(
                    Sdl.problem(directive, "nothing defines the directive @%s%s".formatted(name, hint(name, known))));
        }
    }

    private String hint(String name, Set<String> known) {
        boolean federation = FederationDirectives.ALL.contains(name);
        if (federation && names.federation2()) {
            return "; import it: @link(url: \"https://specs.apollo.dev/federation/…\", import: [\"@" + name + "\"])";
        }
        return federation
                ? "; it is of Federation 2, which a schema must name: extend schema @link(url:"
                        + " \"https://specs.apollo.dev/federation/v2.3\", import: [\"@" + name + "\"])"
                : Spelling.hint("@", name, known);
    }
}
