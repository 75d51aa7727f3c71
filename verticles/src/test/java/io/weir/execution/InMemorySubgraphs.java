package io.weir.execution;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLContext;
import graphql.execution.DataFetcherResult;
import graphql.schema.Coercing;
import graphql.schema.DataFetcher;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.TypeResolver;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.json.Json;
import io.weir.subgraph.SubgraphClient;
import io.weir.subgraph.SubgraphRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The subgraphs of a {@link RandomFederation}, and the same in one piece: graphql-java over the same objects. */
final class InMemorySubgraphs implements SubgraphClient {

    private static final String REPRESENTATION = "$representation";

    private final RandomFederation federation;
    private final Map<String, GraphQL> subgraphs = new HashMap<>();
    private final GraphQL monolith;
    private final List<String> asked = new ArrayList<>();

    InMemorySubgraphs(RandomFederation federation) {
        this.federation = federation;
        this.monolith = graphql(federation.monolith());
        federation.subgraphs().forEach((name, sdl) -> subgraphs.put(name, graphql(executable(sdl))));
    }

    ExecutionResult monolith(String query, Map<String, Object> variables) {
        return run(monolith, query, variables);
    }

    List<String> asked() {
        return asked;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Future<Buffer> send(SubgraphRequest request) {
        asked.add(request.subgraph() + " " + request.body());
        Map<String, Object> body = (Map<String, Object>) Json.parse(request.body());
        ExecutionResult result =
                run(subgraphs.get(request.subgraph()), (String) body.get("query"), (Map<String, Object>)
                        body.getOrDefault("variables", Map.of()));
        return Future.succeededFuture(Json.write(result.toSpecification()));
    }

    private ExecutionResult run(GraphQL graphql, String query, Map<String, Object> variables) {
        return graphql.execute(ExecutionInput.newExecutionInput()
                .query(query)
                .variables(variables)
                .root(federation.root())
                .build());
    }

    private static String executable(String sdl) {
        String plain = sdl.replaceAll("(?s)extend schema.*?\\]\\)", "")
                .replaceAll("@(key|requires|provides)\\([^)]*\\)|@shareable|@external", "");
        List<String> entities = new ArrayList<>();
        for (String entity : List.of("A", "B", "C")) {
            if (plain.contains("type " + entity + " ")) {
                entities.add(entity);
            }
        }
        String query = "Query { _entities(representations: [_Any!]!): [_Entity]!";
        return (plain.contains("type Query {") ? plain.replace("Query {", query) : plain + "type " + query + " }\n")
                + "scalar _Any\nunion _Entity = " + String.join(" | ", entities) + "\n";
    }

    private GraphQL graphql(String sdl) {
        TypeDefinitionRegistry types = new SchemaParser().parse(sdl);
        TypeResolver byName = environment ->
                environment.getSchema().getObjectType((String) ((Map<?, ?>) environment.getObject()).get("__typename"));
        RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring()
                .codeRegistry(GraphQLCodeRegistry.newCodeRegistry().defaultDataFetcher(environment -> fetcher()))
                .scalar(GraphQLScalarType.newScalar()
                        .name("_Any")
                        .coercing(new Any())
                        .build());
        for (String type : List.of("N", "U", "_Entity")) {
            if (types.getType(type).isPresent()) {
                wiring.type(type, builder -> builder.typeResolver(byName));
            }
        }
        GraphQLSchema schema = new SchemaGenerator().makeExecutableSchema(types, wiring.build());
        return GraphQL.newGraphQL(schema).build();
    }

    private DataFetcher<Object> fetcher() {
        return environment -> {
            String name = environment.getField().getName();
            if (name.equals("_entities")) {
                List<?> representations = environment.getArgument("representations");
                return representations.stream().map(r -> entity((Map<?, ?>) r)).toList();
            }
            Map<?, ?> object = environment.getSource();
            if (federation.fails(object, name)) {
                return DataFetcherResult.newResult()
                        .error(graphql.GraphqlErrorBuilder.newError(environment)
                                .message("failed: " + object.get("$") + "." + name)
                                .build())
                        .build();
            }
            Object value = object.get(name);
            String requirement = federation.requirementOf((String) object.get("__typename"), name);
            if (requirement != null && environment.getGraphQLSchema().getType("_Any") != null) {
                Map<?, ?> representation = (Map<?, ?>) object.get(REPRESENTATION);
                return representation == null || !representation.containsKey(requirement)
                        ? "not sent"
                        : "r(" + representation.get(requirement) + ")";
            }
            boolean argument = !environment.getFieldDefinition().getArguments().isEmpty();
            return argument && value != null ? value + "(" + environment.getArgument("x") + ")" : value;
        };
    }

    private Object entity(Map<?, ?> representation) {
        for (Map<String, Object> object : federation.all((String) representation.get("__typename"))) {
            boolean same = representation.containsKey("id")
                    ? object.get("id").equals(representation.get("id"))
                    : object.get("code").equals(representation.get("code"));
            if (same) {
                Map<String, Object> entity = new LinkedHashMap<>(object);
                entity.put(REPRESENTATION, representation);
                return entity;
            }
        }
        throw new AssertionError("no entity " + representation);
    }

    /** A representation as it came. */
    private static final class Any implements Coercing<Object, Object> {
        @Override
        public Object parseValue(Object input, GraphQLContext context, Locale locale) {
            return input;
        }

        @Override
        public Object serialize(Object result, GraphQLContext context, Locale locale) {
            return result;
        }
    }
}
