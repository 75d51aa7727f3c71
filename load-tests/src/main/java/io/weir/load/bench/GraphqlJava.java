package io.weir.load.bench;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.execution.preparsed.PreparsedDocumentProvider;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import io.vertx.core.buffer.Buffer;
import io.weir.json.Json;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** What execution is compared with: graphql-java's own, on the same schema and data, its documents cached too. */
final class GraphqlJava {

    private final GraphQL graphQl;
    private final Map<String, CompletableFuture<PreparsedDocumentEntry>> documents = new ConcurrentHashMap<>();

    GraphqlJava() throws IOException {
        RuntimeWiring wiring = RuntimeWiring.newRuntimeWiring()
                .type("Query", type -> type.dataFetcher("employee", environment -> Json.parse(Employees.EVENT)))
                .build();
        GraphQLSchema schema =
                new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(Employees.plainSdl()), wiring);
        PreparsedDocumentProvider cached = (input, parse) -> documents.computeIfAbsent(
                input.getQuery(), query -> CompletableFuture.completedFuture(parse.apply(input)));
        graphQl = GraphQL.newGraphQL(schema).preparsedDocumentProvider(cached).build();
    }

    /** The response's bytes. */
    Buffer execute(String query) {
        ExecutionResult result = graphQl.execute(ExecutionInput.newExecutionInput(query));
        return Json.write(result.toSpecification());
    }
}
