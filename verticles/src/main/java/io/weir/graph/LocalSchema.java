package io.weir.graph;

import graphql.language.Definition;
import graphql.language.FieldDefinition;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.language.TypeDefinition;
import graphql.language.TypeName;
import io.weir.config.Problem;
import io.weir.config.SubgraphConfig;
import io.weir.graph.delivery.TopicFeed;
import io.weir.graph.federation.RootTypes;
import io.weir.graph.federation.SubgraphSchema;
import io.weir.graph.federation.reading.SubgraphReader;
import io.weir.graph.model.ModelNames;
import io.weir.graph.model.ModelSchemas;
import io.weir.graph.model.Models;
import io.weir.graph.sdl.SchemaBuilder;
import io.weir.graph.sdl.SdlFiles;
import io.weir.graph.sdl.TypeIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Weir's own schema files as one more subgraph, and the sources of its root fields.
 *
 * @param subgraph its types, with no definitions of ours but those that clients see
 * @param sources by root field
 * @param models what is stored
 * @param store the subgraph that the store is; empty where nothing is stored
 */
record LocalSchema(
        SubgraphSchema subgraph,
        Map<Graph.FieldName, RootSource> sources,
        Models models,
        Optional<SubgraphSchema> store) {

    /** The name by which plans and problems call it. */
    static final String NAME = SubgraphConfig.LOCAL;

    private static final String QUERY = "Query";

    /**
     * Reads the files.
     *
     * @param versionQuery whether to add {@code Query { weirVersion }} when there is no Query, since no other subgraph has
     *     one
     */
    static LocalSchema read(GraphSources from, boolean versionQuery, List<Problem> problems) throws GraphException {
        List<Definition<?>> users = SdlFiles.parse(from.own(), problems);
        GraphException.stopAt(problems);
        Prelude prelude = new Prelude(users);
        users = prelude.without(users, problems);
        UnservedCheck.check(users, prelude, problems);
        GraphException.stopAt(problems);

        SubgraphSchema subgraph =
                SubgraphReader.readLocal(NAME, users, prelude.directives(), known(prelude, users), problems);
        GraphException.stopAt(problems);
        ModelSchemas models = ModelSchemas.read(subgraph, prelude.scalars(), problems);
        GraphException.stopAt(problems);
        subgraph = models.local();
        OwnRootFields ownFields = new OwnRootFields(prelude.roots());
        subgraph = ownFields.addTo(subgraph, problems);
        if (versionQuery && models.store().isEmpty() && !subgraph.types().containsKey(QUERY)) {
            subgraph = subgraph.with(versionQuery());
        }
        validate(subgraph, prelude, problems);
        GraphException.stopAt(problems);

        List<Definition<?>> definitions = new ArrayList<>(subgraph.types().values());
        definitions.addAll(prelude.definitions());
        TypeIndex types = new TypeIndex(definitions);
        RootSourceReader reader = new RootSourceReader(
                types, from.providers(), from.unanswering(), from.actions(), ownFields.sources(), problems);
        Map<Graph.FieldName, RootSource> sources =
                new ModelEventSources(models.models(), types, problems).complete(reader.read());
        GraphException.stopAt(problems);
        return new LocalSchema(withOurs(subgraph, types, prelude), sources, models.models(), models.store());
    }

    /** Types that no file needs to define. */
    private static Set<String> known(Prelude prelude, List<Definition<?>> users) {
        Set<String> known = ModelNames.types(users);
        known.addAll(prelude.types());
        return known;
    }

    /** The topics that feed a field of Subscription; empty where none does. */
    Optional<TopicFeed> feed(String field) {
        RootSource source = sources.get(new Graph.FieldName(RootTypes.SUBSCRIPTION, field));
        return source instanceof RootSource.EventsSubscribe events
                ? Optional.of(new TopicFeed(
                        events.provider(),
                        events.topics(),
                        events.resumeArgument(),
                        events.awaits(),
                        events.onChange()))
                : Optional.empty();
    }

    private static SubgraphSchema withOurs(SubgraphSchema subgraph, TypeIndex types, Prelude prelude) {
        Set<String> used = types.names().stream()
                .flatMap(type -> types.fields(type).stream())
                .map(field -> TypeIndex.bareName(field.getType()))
                .collect(Collectors.toSet());
        SubgraphSchema with = subgraph;
        for (TypeDefinition<?> result : prelude.publishResults()) {
            with = used.contains(result.getName()) ? with.with(result) : with;
        }
        for (TypeDefinition<?> shown : prelude.shown()) {
            with = with.with(shown);
        }
        return with;
    }

    /** Alone it must be a valid schema: the arguments of Weir's directives are held against their definitions. */
    private static void validate(SubgraphSchema subgraph, Prelude prelude, List<Problem> problems) {
        List<Definition<?>> definitions = new ArrayList<>(subgraph.types().values());
        definitions.addAll(subgraph.directives().values());
        definitions.addAll(prelude.definitions());
        if (!subgraph.types().containsKey(QUERY)) {
            definitions.add(versionQuery());
        }
        SchemaBuilder.build(definitions, problems);
    }

    private static TypeDefinition<?> versionQuery() {
        return ObjectTypeDefinition.newObjectTypeDefinition()
                .name(QUERY)
                .fieldDefinition(FieldDefinition.newFieldDefinition()
                        .name(RootSourceReader.VERSION_FIELD)
                        .type(NonNullType.newNonNullType(new TypeName("String")).build())
                        .build())
                .build();
    }
}
