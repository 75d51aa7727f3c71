package io.weir.load.federation;

import graphql.ExecutionInput;
import graphql.GraphQL;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import io.vertx.core.buffer.Buffer;
import io.weir.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The subgraphs' graph and data in one piece, executed by graphql-java from objects in memory. */
public final class Monolith {

    private static final String SDL = """
            type Query { employees: [Employee!]! employee(id: ID!): Employee }
            type Employee { id: ID! email: String! details: Details! team: Team! reviews: [Review!]! }
            type Details { forename: String! surname: String! }
            type Team { name: String! lead: Employee! }
            type Review { rating: Int! text: String! author: Employee! }
            """;

    private final Map<String, CompletableFuture<PreparsedDocumentEntry>> documents = new ConcurrentHashMap<>();
    private final GraphQL graphQl;

    /** Builds the graph. */
    public Monolith() {
        RuntimeWiring wiring = RuntimeWiring.newRuntimeWiring()
                .type(
                        "Query",
                        type -> type.dataFetcher("employees", environment -> Directory.employees())
                                .dataFetcher(
                                        "employee",
                                        environment ->
                                                Directory.employee(Integer.parseInt(environment.getArgument("id")))))
                .type(
                        "Employee",
                        type -> type.dataFetcher("email", of(Part.EMPLOYEE, "email"))
                                .dataFetcher("details", of(Part.EMPLOYEE, "details"))
                                .dataFetcher("team", of(Part.MEMBERSHIP, "team"))
                                .dataFetcher("reviews", of(Part.REVIEWED, "reviews")))
                .build();
        GraphQLSchema schema = new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(SDL), wiring);
        graphQl = GraphQL.newGraphQL(schema)
                .preparsedDocumentProvider((input, parse) -> documents.computeIfAbsent(
                        input.getQuery(), query -> CompletableFuture.completedFuture(parse.apply(input))))
                .build();
    }

    /** The response's bytes; its document is parsed and validated once. */
    public Buffer execute(String query) {
        return Json.write(
                graphQl.execute(ExecutionInput.newExecutionInput(query)).toSpecification());
    }

    /** What each subgraph knows of an employee, made once: nothing is measured but execution. */
    private enum Part {
        EMPLOYEE(Directory::employee),
        MEMBERSHIP(Directory::membership),
        REVIEWED(Directory::reviewed);

        private final List<Map<String, Object>> byId;

        Part(IntFunction<Map<String, Object>> of) {
            byId = Directory.employees().stream()
                    .map(reference -> of.apply(Integer.parseInt(String.valueOf(reference.get("id")))))
                    .toList();
        }

        @Nullable
        Object field(DataFetchingEnvironment environment, String name) {
            Map<String, Object> employee = Objects.requireNonNull(environment.getSource());
            return byId.get(Integer.parseInt(String.valueOf(employee.get("id"))) - 1)
                    .get(name);
        }
    }

    private static DataFetcher<?> of(Part part, String name) {
        return environment -> part.field(environment, name);
    }
}
