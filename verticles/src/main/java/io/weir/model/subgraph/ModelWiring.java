package io.weir.model.subgraph;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLUnionType;
import graphql.schema.TypeResolver;
import io.weir.graph.model.Model;
import io.weir.graph.model.Models;
import io.weir.model.Writes;
import io.weir.model.read.Reads;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The schema of the models in, the same with what answers its fields out. */
final class ModelWiring {

    private static final String QUERY = "Query";
    private static final String MUTATION = "Mutation";

    private final GraphQLCodeRegistry.Builder code;
    private final Models models;

    private ModelWiring(GraphQLCodeRegistry.Builder code, Models models) {
        this.code = code;
        this.models = models;
    }

    static GraphQLSchema wire(Models models, GraphQLSchema schema, Reads reads, Writes writes) {
        GraphQLCodeRegistry wired = schema.getCodeRegistry().transform(code -> {
            ModelWiring wiring = new ModelWiring(code, models);
            wiring.entities(schema);
            wiring.pages();
            models.all().values().forEach(model -> {
                wiring.queries(model, new QueryFields(model, reads));
                wiring.mutations(model, new MutationFields(model, writes));
                wiring.rows(model);
            });
        });
        return schema.transformWithoutTypes(changed -> changed.codeRegistry(wired));
    }

    private void entities(GraphQLSchema schema) {
        TypeResolver type = environment -> {
            Row row = environment.getObject();
            return environment.getSchema().getObjectType(row.model().name());
        };
        if (schema.getType("_Entity") instanceof GraphQLUnionType entity) {
            code.typeResolver(entity, type);
            field(QUERY, "_entities", new EntitiesField(models));
        }
    }

    private void queries(Model model, QueryFields fields) {
        field(QUERY, model.singular(), fields::one);
        field(QUERY, model.plural(), fields::many);
    }

    private void mutations(Model model, MutationFields fields) {
        field(MUTATION, "create" + model.name(), fields::create);
        field(MUTATION, "update" + model.name(), fields::update);
        field(MUTATION, "delete" + model.name(), fields::delete);
    }

    /** A page's objects are all one page. */
    private void pages() {
        field("PageInfo", "hasNextPage", PageFields::hasNext);
        field("PageInfo", "hasPreviousPage", PageFields::hasPrevious);
        field("PageInfo", "startCursor", PageFields::start);
        field("PageInfo", "endCursor", PageFields::end);
    }

    private void rows(Model model) {
        String connection = model.name() + "Connection";
        field(connection, "nodes", PageFields::nodes);
        field(connection, "edges", PageFields::edges);
        field(connection, "pageInfo", DataFetchingEnvironment::getSource);
        field(connection, "totalCount", PageFields::total);
        field(
                model.name() + "Edge",
                "node",
                environment -> PageFields.edge(environment).row());
        field(
                model.name() + "Edge",
                "cursor",
                environment -> PageFields.edge(environment).cursor());
        Model.common().forEach(column -> field(model.name(), column.field(), ModelWiring::value));
        model.columns().forEach(column -> field(model.name(), column.field(), ModelWiring::value));
        model.references()
                .forEach(reference -> field(
                        model.name(),
                        reference.field(),
                        new ReferenceField(reference, models.get(reference.target()))));
        model.lists()
                .forEach(list ->
                        field(model.name(), list.field(), new ListField(model, list, models.get(list.target()))));
    }

    private static @Nullable Object value(DataFetchingEnvironment environment) {
        Row row = Objects.requireNonNull(environment.<Row>getSource(), "a row");
        return row.image().get(environment.getFieldDefinition().getName());
    }

    private void field(String type, String name, DataFetcher<?> fetcher) {
        code.dataFetcher(FieldCoordinates.coordinates(type, name), fetcher);
    }
}
