package io.weir.testing;

import com.apollographql.federation.graphqljava.Federation;
import graphql.GraphQL;
import graphql.TypeResolutionEnvironment;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.ScalarTypeDefinition;
import graphql.language.UnionTypeDefinition;
import graphql.schema.DataFetcher;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import io.vertx.core.http.HttpServerOptions;
import io.weir.graph.sdl.JsonScalar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A subgraph's SDL and what its fields and entities resolve to. Objects are maps; those of an interface, of a union and
 * entities have {@code __typename}.
 */
public final class SubgraphSchemaFixture {

    private final TypeDefinitionRegistry types;
    private final RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();
    private final Map<String, Function<Map<String, Object>, Object>> entities = new HashMap<>();
    private HttpServerOptions options = new HttpServerOptions();

    SubgraphSchemaFixture(String sdl) {
        types = new SchemaParser().parse(sdl);
        types.getTypes(InterfaceTypeDefinition.class)
                .forEach(type -> wiring.type(type.getName(), each -> each.typeResolver(this::typeOf)));
        types.getTypes(UnionTypeDefinition.class)
                .forEach(type -> wiring.type(type.getName(), each -> each.typeResolver(this::typeOf)));
        types.scalars().values().stream()
                .map(ScalarTypeDefinition::getName)
                .filter(name ->
                        !List.of("Int", "Float", "String", "Boolean", "ID").contains(name))
                .forEach(name -> wiring.scalar(GraphQLScalarType.newScalar()
                        .name(name)
                        .coercing(new JsonScalar())
                        .build()));
    }

    /** How a field is resolved; fields without this are taken from their parent's map. */
    public SubgraphSchemaFixture field(String type, String name, DataFetcher<?> fetcher) {
        wiring.type(type, each -> each.dataFetcher(name, fetcher));
        return this;
    }

    /** What a representation of a type becomes; null when there is no such entity. */
    public SubgraphSchemaFixture entity(String type, Function<Map<String, Object>, Object> resolver) {
        entities.put(type, resolver);
        return this;
    }

    /** How it serves: TLS, HTTP/2, compression. */
    public SubgraphSchemaFixture options(HttpServerOptions how) {
        options = how;
        return this;
    }

    /** Listens on a free port. */
    public SubgraphServer start() {
        GraphQLSchema schema = Federation.transform(types, wiring.build())
                .fetchEntities(env -> env.<List<Map<String, Object>>>getArgument("representations").stream()
                        .map(this::entity)
                        .toList())
                .resolveEntityType(this::typeOf)
                .build();
        return SubgraphServer.start(GraphQL.newGraphQL(schema).build(), options);
    }

    private Object entity(Map<String, Object> representation) {
        Object typename = representation.get("__typename");
        Object entity = entities.getOrDefault(typename, same -> same).apply(representation);
        if (!(entity instanceof Map<?, ?> fields) || fields.containsKey("__typename")) {
            return entity;
        }
        Map<Object, Object> typed = new HashMap<>(fields);
        typed.put("__typename", typename);
        return typed;
    }

    private GraphQLObjectType typeOf(TypeResolutionEnvironment env) {
        Map<?, ?> object = env.getObject();
        return env.getSchema().getObjectType((String) object.get("__typename"));
    }
}
