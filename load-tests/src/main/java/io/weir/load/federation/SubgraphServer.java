package io.weir.load.federation;

import graphql.ExecutionInput;
import graphql.GraphQL;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.weir.json.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A process that serves all subgraphs, each at its path, and {@code /graphql} for whoever asks whether it is up: {@code PORT}. */
public final class SubgraphServer {

    private static final int START_SECONDS = 30;

    private final Map<String, GraphQL> byPath = new HashMap<>();

    private SubgraphServer() throws IOException {
        for (SubgraphName name : SubgraphName.values()) {
            byPath.put("/" + name.lowerCase(), SubgraphSchema.of(name));
        }
        byPath.put("/graphql", SubgraphSchema.of(SubgraphName.EMPLOYEES));
    }

    /** Serves until the process ends. */
    public static void main(String[] args) throws Exception {
        System.setProperty("logback.configurationFile", "weir-load-logback.xml");
        SubgraphServer server = new SubgraphServer();
        Future<?> listening = Vertx.vertx()
                .createHttpServer()
                .requestHandler(server::onRequest)
                .listen(Integer.parseInt(args[0]), "127.0.0.1");
        listening.toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
    }

    private void onRequest(HttpServerRequest request) {
        GraphQL subgraph = byPath.get(request.path());
        HttpServerResponse response = request.response();
        if (subgraph == null) {
            response.setStatusCode(404).end();
            return;
        }
        request.body()
                .onSuccess(body ->
                        response.putHeader("Content-Type", "application/json").end(answer(subgraph, body)));
    }

    @SuppressWarnings("unchecked")
    private static Buffer answer(GraphQL subgraph, Buffer body) {
        Map<String, Object> request = (Map<String, Object>) Objects.requireNonNull(Json.parse(body));
        Map<String, Object> variables = (Map<String, Object>) request.getOrDefault("variables", Map.of());
        ExecutionInput input = ExecutionInput.newExecutionInput()
                .query(String.valueOf(request.get("query")))
                .variables(variables == null ? Map.of() : variables)
                .build();
        return Json.write(subgraph.execute(input).toSpecification());
    }
}
