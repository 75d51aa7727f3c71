package io.weir.load.query;

import graphql.GraphQL;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.execution.preparsed.PreparsedDocumentProvider;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.graphql.GraphQLHandler;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What Weir's {@code /graphql} is compared with: Vert.x's own GraphQL handler as its documentation sets it up, one HTTP
 * server for each core. {@code employee} asks the same verticle on the same kind of bus.
 */
final class StockServer {

    private StockServer() {}

    /**
     * Starts to serve.
     *
     * @param cached whether parsed and validated documents are remembered, which the documentation's set-up does not
     */
    static Future<Void> start(int port, boolean cached) throws IOException {
        Vertx vertx = Vertx.vertx();
        EmployeeDesk.open(vertx);
        GraphQL graphQl = graphQl(vertx, cached);
        int cores = Runtime.getRuntime().availableProcessors();
        return vertx.deployVerticle(() -> new Endpoint(graphQl, port), new DeploymentOptions().setInstances(cores))
                .mapEmpty();
    }

    private static GraphQL graphQl(Vertx vertx, boolean cached) throws IOException {
        RuntimeWiring wiring = RuntimeWiring.newRuntimeWiring()
                .type(
                        "Query",
                        type -> type.dataFetcher(
                                "employee",
                                environment -> ask(vertx, environment.getArgument("id"))
                                        .toCompletionStage()))
                .type("Employee", type -> type.dataFetcher("details", StockServer::details))
                .build();
        GraphQLSchema schema =
                new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(Employees.plainSdl()), wiring);
        GraphQL.Builder builder = GraphQL.newGraphQL(schema);
        return (cached ? builder.preparsedDocumentProvider(documentCache()) : builder).build();
    }

    private static PreparsedDocumentProvider documentCache() {
        Map<String, CompletableFuture<PreparsedDocumentEntry>> documents = new ConcurrentHashMap<>();
        return (input, parse) -> documents.computeIfAbsent(
                input.getQuery(), query -> CompletableFuture.completedFuture(parse.apply(input)));
    }

    private static Future<Map<String, Object>> ask(Vertx vertx, String id) {
        return vertx.eventBus()
                .<JsonObject>request(EmployeeDesk.ADDRESS, new JsonObject().put("id", id))
                .map(reply -> reply.body().getMap());
    }

    /** The cheapest way from the bus's JSON to what graphql-java reads. */
    private static @Nullable Object details(DataFetchingEnvironment environment) {
        Map<String, Object> employee = Objects.requireNonNull(environment.getSource());
        return employee.get("details") instanceof JsonObject details ? details.getMap() : null;
    }

    private static final class Endpoint extends VerticleBase {

        private final GraphQL graphQl;
        private final int port;

        Endpoint(GraphQL graphQl, int port) {
            this.graphQl = graphQl;
            this.port = port;
        }

        @Override
        public Future<HttpServer> start() {
            Router router = Router.router(vertx);
            router.route("/graphql").handler(BodyHandler.create(false)).handler(GraphQLHandler.create(graphQl));
            return vertx.createHttpServer().requestHandler(router).listen(port, "127.0.0.1");
        }
    }
}
