package io.weir.load.federation;

import graphql.ExecutionInput;
import graphql.GraphQL;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.json.Json;
import io.weir.subgraph.SubgraphClient;
import io.weir.subgraph.SubgraphRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The subgraphs without a network: each request is executed once, and answered with the same bytes from then on, so that
 * what is measured is the gateway.
 */
public final class Replies implements SubgraphClient {

    private final Map<String, GraphQL> subgraphs = new HashMap<>();
    private final Map<Asked, Buffer> known = new ConcurrentHashMap<>();

    /** Builds the subgraphs. */
    public Replies() throws IOException {
        for (SubgraphName name : SubgraphName.values()) {
            subgraphs.put(name.lowerCase(), SubgraphSchema.of(name));
        }
    }

    private record Asked(String subgraph, Buffer body) {}

    @Override
    public Future<Buffer> send(SubgraphRequest request) {
        return Future.succeededFuture(
                known.computeIfAbsent(new Asked(request.subgraph(), request.body()), this::execute));
    }

    @SuppressWarnings("unchecked")
    private Buffer execute(Asked asked) {
        Map<String, Object> request = (Map<String, Object>) Objects.requireNonNull(Json.parse(asked.body()));
        Object variables = request.get("variables");
        ExecutionInput input = ExecutionInput.newExecutionInput()
                .query(String.valueOf(request.get("query")))
                .variables(variables == null ? Map.of() : (Map<String, Object>) variables)
                .build();
        GraphQL subgraph = Objects.requireNonNull(subgraphs.get(asked.subgraph()));
        return Json.write(subgraph.execute(input).toSpecification());
    }
}
