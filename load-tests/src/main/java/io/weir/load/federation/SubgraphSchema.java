package io.weir.load.federation;

import graphql.GraphQL;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeRuntimeWiring;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** One subgraph as graphql-java executes it, with documents remembered so that little of the machine goes to it. */
final class SubgraphSchema {

    private SubgraphSchema() {}

    static GraphQL of(SubgraphName name) throws IOException {
        String sdl = name.sdl().replaceAll("(?m)^extend schema.*$", "").replaceAll(" @key\\([^)]*\\)", "");
        String entity = name == SubgraphName.READINGS ? "Reading" : "Employee";
        String federation = """
                scalar _Any
                union _Entity = %s
                type _Service { sdl: String! }
                extend type Query { _entities(representations: [_Any!]!): [_Entity]! _service: _Service! }
                """.formatted(name == SubgraphName.TEAMS ? "Employee | Team" : entity);
        GraphQLSchema schema =
                new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(sdl + federation), wiring(name));
        Map<String, CompletableFuture<PreparsedDocumentEntry>> documents = new ConcurrentHashMap<>();
        return GraphQL.newGraphQL(schema)
                .preparsedDocumentProvider((input, parse) -> documents.computeIfAbsent(
                        input.getQuery(), query -> CompletableFuture.completedFuture(parse.apply(input))))
                .build();
    }

    private static RuntimeWiring wiring(SubgraphName name) throws IOException {
        String sdl = name.sdl();
        return RuntimeWiring.newRuntimeWiring()
                .scalar(AnyScalar.TYPE)
                .type(
                        "_Entity",
                        type -> type.typeResolver(environment -> {
                            Map<String, Object> object = Objects.requireNonNull(environment.getObject());
                            return environment.getSchema().getObjectType(String.valueOf(object.get("__typename")));
                        }))
                .type(
                        "Query",
                        type -> roots(name, type)
                                .dataFetcher("_service", environment -> Map.of("sdl", sdl))
                                .dataFetcher("_entities", environment -> entities(name, environment)))
                .build();
    }

    private static TypeRuntimeWiring.Builder roots(SubgraphName name, TypeRuntimeWiring.Builder type) {
        return switch (name) {
            case EMPLOYEES ->
                type.dataFetcher(
                                "employees",
                                environment -> Directory.employees().stream()
                                        .map(reference -> entity(name, reference))
                                        .toList())
                        .dataFetcher(
                                "employee",
                                environment ->
                                        Directory.employee(Integer.parseInt(environment.<String>getArgument("id"))));
            case TEAMS -> type.dataFetcher("teams", environment -> Directory.teams());
            case REVIEWS -> type.dataFetcher("bestReview", environment -> Directory.review(1, 1));
            case READINGS -> type.dataFetcher("latest", environment -> Directory.reading(1));
        };
    }

    private static List<Map<String, Object>> entities(SubgraphName name, DataFetchingEnvironment environment) {
        List<Map<String, Object>> representations =
                Objects.requireNonNull(environment.<List<Map<String, Object>>>getArgument("representations"));
        return representations.stream()
                .map(representation -> entity(name, representation))
                .toList();
    }

    private static Map<String, Object> entity(SubgraphName name, Map<String, Object> representation) {
        if (name == SubgraphName.READINGS) {
            return Directory.reading(Integer.parseInt(String.valueOf(representation.get("seq"))));
        }
        int id = Integer.parseInt(String.valueOf(representation.get("id")));
        return switch (name) {
            case TEAMS -> Directory.membership(id);
            case REVIEWS -> Directory.reviewed(id);
            default -> Directory.employee(id);
        };
    }
}
