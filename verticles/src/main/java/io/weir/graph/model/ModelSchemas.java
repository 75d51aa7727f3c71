package io.weir.graph.model;

import graphql.language.TypeDefinition;
import graphql.schema.GraphQLSchema;
import io.weir.config.Problem;
import io.weir.graph.federation.SubgraphSchema;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the {@code @model} types of a schema come to.
 *
 * @param models what is stored of each
 * @param local Weir's own schema with stubs in their place, and with their events
 * @param store the subgraph that the store is; empty where there is no model
 */
public record ModelSchemas(Models models, SubgraphSchema local, Optional<SubgraphSchema> store) {

    /**
     * Reads them.
     *
     * @param local Weir's own schema
     * @param scalars those that are Weir's own
     * @param problems takes what is wrong, each with its place; the schemas are unusable then
     */
    public static ModelSchemas read(
            SubgraphSchema local, Collection<TypeDefinition<?>> scalars, List<Problem> problems) {
        int before = problems.size();
        List<ModelSource> sources = ModelReader.read(local, problems);
        sources.forEach(new NameCheck(problems)::check);
        new CollisionCheck(problems).checkOwn(sources, local);
        if (sources.isEmpty() || problems.size() > before) {
            return new ModelSchemas(Models.NONE, local, Optional.empty());
        }
        Map<String, TypeDefinition<?>> users = new LinkedHashMap<>(local.types());
        scalars.forEach(scalar -> users.put(scalar.getName(), scalar));
        SubgraphSchema store = new StoreSchema(sources, users).build();
        GraphQLSchema schema = ExecutableStore.schema(store, sources, problems);
        Map<String, Model> models = new LinkedHashMap<>();
        sources.forEach(source -> models.put(source.model().name(), source.model()));
        return new ModelSchemas(
                new Models(models, Optional.of(schema)),
                LocalModels.complete(local, sources, store),
                Optional.of(store));
    }
}
