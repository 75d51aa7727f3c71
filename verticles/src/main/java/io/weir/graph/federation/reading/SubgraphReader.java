package io.weir.graph.federation.reading;

import graphql.language.Definition;
import graphql.language.Directive;
import graphql.language.DirectiveDefinition;
import graphql.language.DirectiveLocation;
import graphql.language.SDLDefinition;
import graphql.language.SDLExtensionDefinition;
import graphql.language.TypeDefinition;
import graphql.schema.idl.ScalarInfo;
import io.weir.config.Problem;
import io.weir.graph.federation.ExecutableDirectives;
import io.weir.graph.federation.Externals;
import io.weir.graph.federation.FederationDirectives;
import io.weir.graph.federation.Fields;
import io.weir.graph.federation.RootTypes;
import io.weir.graph.federation.SubgraphSchema;
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

    private static final Set<String> SPECIFIED =
            Set.of("include", "skip", "deprecated", "specifiedBy", "oneOf", "defer");

    private final Dialect dialect;
    private final LinkNames names;
    private final List<Definition<?>> definitions;
    private final List<Problem> problems;
    private final Set<String> extensions = new HashSet<>();

    private SubgraphReader(Dialect dialect, LinkNames names, List<Definition<?>> definitions, List<Problem> problems) {
        this.dialect = dialect;
        this.names = names;
        this.definitions = definitions;
        this.problems = problems;
    }

    /** Reads a subgraph that is asked over HTTP; the schema is unusable when problems were added. */
    public static SubgraphSchema read(SubgraphSdl subgraph, List<Problem> problems) {
        List<Definition<?>> definitions = SdlFiles.parse(subgraph.texts(), problems);
        LinkNames names = LinkNames.read(definitions, problems);
        Dialect dialect = names.federation2() ? Dialect.FEDERATION_2 : Dialect.FEDERATION_1;
        SubgraphSchema schema = new SubgraphReader(dialect, names, definitions, problems)
                .read(subgraph.name(), subgraph.url(), Set.of());
        new DefinitionCheck(schema.types(), type -> false, subgraph.name() + " does not define", problems).check();
        return schema;
    }

    /**
     * Reads Weir's own schema.
     *
     * @param definitions what the files hold, without definitions of what is Weir's
     * @param directives the names of Weir's own directives, which stay where they stand
     * @param ownTypes the names of Weir's own types
     */
    public static SubgraphSchema readLocal(
            String name,
            List<Definition<?>> definitions,
            Set<String> directives,
            Set<String> ownTypes,
            List<Problem> problems) {
        LinkNames names = LinkNames.readLocal(definitions, problems);
        SubgraphSchema schema =
                new SubgraphReader(Dialect.LOCAL, names, definitions, problems).read(name, "", directives);
        new DefinitionCheck(schema.types(), ownTypes::contains, "no file defines", problems).check();
        return schema;
    }

    private SubgraphSchema read(String name, String url, Set<String> knownDirectives) {
        Set<String> defined = new HashSet<>(knownDirectives);
        Map<String, DirectiveDefinition> directives = new LinkedHashMap<>();
        Map<String, List<TypeDefinition<?>>> parts = new LinkedHashMap<>();
        for (Definition<?> definition : definitions) {
            if (definition instanceof DirectiveDefinition directive) {
                defined.add(directive.getName());
                if (executable(directive)) {
                    directives.put(directive.getName(), directive);
                }
            } else if (definition instanceof TypeDefinition<?> type && !foreign(type.getName())) {
                parts.computeIfAbsent(type.getName(), t -> new ArrayList<>()).add(type);
            } else if (!(definition instanceof SDLDefinition<?>)) {
                problems.add(Sdl.problem(definition, "a schema file may hold type definitions only, no operations"));
            }
        }
        DirectiveNormalizer kept = new DirectiveNormalizer(dialect, names, defined, problems);
        Map<String, TypeDefinition<?>> types = types(parts, kept);
        return new SubgraphSchema(name, url, dialect, Externals.resolve(types, extensions), directives);
    }

    private Map<String, TypeDefinition<?>> types(
            Map<String, List<TypeDefinition<?>>> parts, DirectiveNormalizer directives) {
        Map<String, String> renames = RootTypes.renames(definitions, problems);
        TypeNormalizer normalizer = new TypeNormalizer(renames, directives::kept);
        Map<String, TypeDefinition<?>> types = new LinkedHashMap<>();
        parts.forEach((written, all) -> {
            boolean root = RootTypes.root(renames.getOrDefault(written, written));
            if (PartsCheck.check(all, root && dialect == Dialect.LOCAL, problems)) {
                TypeDefinition<?> type = normalizer.normalize(TypeFolder.fold(all));
                addUnlessEmpty(type, types);
                if (dialect == Dialect.LOCAL || extension(all)) {
                    extensions.add(type.getName());
                }
            }
        });
        return types;
    }

    /** A Query that had federation's own fields only is none. */
    private static void addUnlessEmpty(TypeDefinition<?> type, Map<String, TypeDefinition<?>> types) {
        if (!RootTypes.root(type.getName()) || !Fields.of(type).isEmpty()) {
            types.put(type.getName(), type);
        }
    }

    private boolean foreign(String type) {
        return names.type(type) || ScalarInfo.isGraphqlSpecifiedScalar(type);
    }

    private boolean executable(DirectiveDefinition directive) {
        return !SPECIFIED.contains(directive.getName())
                && names.directive(directive.getName()) == null
                && directive.getDirectiveLocations().stream()
                        .map(DirectiveLocation::getName)
                        .anyMatch(ExecutableDirectives.PLACES::contains);
    }

    private boolean extension(List<TypeDefinition<?>> parts) {
        return parts.stream().allMatch(SDLExtensionDefinition.class::isInstance)
                || parts.stream().flatMap(part -> part.getDirectives().stream()).anyMatch(this::saysExtends);
    }

    private boolean saysExtends(Directive directive) {
        return FederationDirectives.EXTENDS.equals(names.directive(directive.getName()));
    }
}
