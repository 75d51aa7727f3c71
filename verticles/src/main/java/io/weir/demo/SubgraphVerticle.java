package io.weir.demo;

import graphql.ExecutionInput;
import graphql.GraphQL;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.weir.config.SubgraphConfig;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;

/** One of the demo's subgraphs: an ordinary GraphQL server, where the configuration says that Weir finds it. */
final class SubgraphVerticle extends VerticleBase {

    private static final int BAD_REQUEST = 400;

    private final SubgraphConfig config;
    private final SampleSubgraph subgraph;

    SubgraphVerticle(SubgraphConfig config, SampleSubgraph subgraph) {
        this.config = config;
        this.subgraph = subgraph;
    }

    /** Where the demo's configuration has it; the demo's always says. */
    static URI url(SubgraphConfig subgraph) {
        return URI.create(subgraph.url().orElseThrow());
    }

    @Override
    public Future<?> start() throws Exception {
        String sdl = Files.readString(config.schema().orElseThrow());
        GraphQL graphql = subgraph.executable(sdl);
        URI url = url(config);
        return vertx.createHttpServer()
                .requestHandler(request -> answer(graphql, request))
                .listen(url.getPort(), url.getHost());
    }

    private static void answer(GraphQL graphql, HttpServerRequest request) {
        request.body().onSuccess(body -> {
            request.response().putHeader("content-type", "application/json");
            try {
                request.response().end(execute(graphql, body));
            } catch (MalformedJsonException | ClassCastException | NullPointerException e) {
                request.response().setStatusCode(BAD_REQUEST).end("{\"errors\":[{\"message\":\"not a request\"}]}");
            }
        });
    }

    private static Buffer execute(GraphQL graphql, Buffer body) {
        JsonObject request = body.toJsonObject();
        Map<String, Object> variables =
                request.getJsonObject("variables", new JsonObject()).getMap();
        ExecutionInput input = ExecutionInput.newExecutionInput()
                .query(Objects.requireNonNull(request.getString("query")))
                .variables(variables)
                .build();
        return Json.write(graphql.execute(input).toSpecification());
    }
}
