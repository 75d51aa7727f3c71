package io.weir.graph;

import graphql.language.Definition;
import graphql.language.Document;
import graphql.language.FieldDefinition;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.language.SDLDefinition;
import graphql.language.SchemaExtensionDefinition;
import graphql.language.TypeName;
import graphql.schema.GraphQLSchema;
import io.weir.config.Problem;
import io.weir.config.WeirConfig;
import io.weir.graph.sdl.SchemaBuilder;
import io.weir.graph.sdl.SdlFiles;
import io.weir.graph.sdl.TypeIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * SDL files in, the graph out. All problems are found in one go where that is possible: first what does not parse, then
 * what is no schema, then what is no source.
 */
public final class GraphLoader {

    private GraphLoader() {}

    /**
     * Builds the graph that a configuration names.
     *
     * @throws GraphException with every problem found, each with its place
     */
    public static Graph load(WeirConfig config) throws GraphException {
        return load(config.graph().schemas(), config.providers().keySet());
    }

    /**
     * Reads the files and builds the graph.
     *
     * @param files SDL files
     * @param providers the names of the configured providers
     * @throws GraphException with every problem found, each with its place
     */
    public static Graph load(List<Path> files, Set<String> providers) throws GraphException {
        List<Problem> problems = new ArrayList<>();
        Prelude prelude = new Prelude();
        List<Definition<?>> users = SdlFiles.parse(files, problems);
        users.removeIf(SchemaExtensionDefinition.class::isInstance);
        stopAt(problems);

        List<Definition<?>> definitions = prelude.join(rootsMerged(users), problems);
        TypeIndex types = new TypeIndex(definitions);
        NameCheck.check(users, types, problems);
        stopAt(problems);

        if (!types.has(types.rootName("query"))) {
            definitions.add(versionQuery(types.rootName("query")));
            types = new TypeIndex(definitions);
        }
        SchemaBuilder.build(definitions, problems);
        stopAt(problems);

        Map<Graph.FieldName, RootSource> sources = new RootSourceReader(types, providers, problems).read();
        Map<String, List<List<String>>> keys = new EntityKeyReader(types, problems).read();
        stopAt(problems);

        GraphQLSchema api = SchemaBuilder.build(clientFacing(definitions, prelude, sources), problems);
        stopAt(problems);
        return new Graph(api, sources, keys);
    }

    /** Every file may have a {@code type Query}: what follows the first extends it. */
    private static List<Definition<?>> rootsMerged(List<Definition<?>> users) {
        TypeIndex types = new TypeIndex(users);
        Set<String> roots = Set.of(types.rootName("query"), types.rootName("mutation"), types.rootName("subscription"));
        Map<String, ObjectTypeDefinition> first = new HashMap<>();
        List<Definition<?>> merged = new ArrayList<>();
        for (Definition<?> definition : users) {
            if (definition instanceof ObjectTypeDefinition object
                    && definition.getClass() == ObjectTypeDefinition.class
                    && roots.contains(object.getName())
                    && first.putIfAbsent(object.getName(), object) != null) {
                merged.add(graphql.language.ObjectTypeExtensionDefinition.newObjectTypeExtensionDefinition()
                        .name(object.getName())
                        .fieldDefinitions(object.getFieldDefinitions())
                        .directives(object.getDirectives())
                        .implementz(new ArrayList<>(object.getImplements()))
                        .sourceLocation(object.getSourceLocation())
                        .build());
            } else {
                merged.add(definition);
            }
        }
        return merged;
    }

    private static Definition<?> versionQuery(String name) {
        return ObjectTypeDefinition.newObjectTypeDefinition()
                .name(name)
                .fieldDefinition(FieldDefinition.newFieldDefinition()
                        .name(RootSourceReader.VERSION_FIELD)
                        .type(NonNullType.newNonNullType(new TypeName("String")).build())
                        .build())
                .build();
    }

    private static List<Definition<?>> clientFacing(
            List<Definition<?>> definitions, Prelude prelude, Map<Graph.FieldName, RootSource> sources) {
        boolean publishes = sources.values().stream().anyMatch(RootSource.EventsPublish.class::isInstance);
        Document.Builder document = Document.newDocument();
        for (Definition<?> definition : definitions) {
            boolean unusedResult = !publishes
                    && definition instanceof ObjectTypeDefinition object
                    && object.getName().equals("PublishEventResult");
            if (definition instanceof SDLDefinition<?> && !prelude.internal(definition) && !unusedResult) {
                document.definition(definition);
            }
        }
        return SdlFiles.definitions(DirectiveStripper.strip(document.build(), prelude));
    }

    private static void stopAt(List<Problem> problems) throws GraphException {
        if (!problems.isEmpty()) {
            throw new GraphException(problems);
        }
    }
}
