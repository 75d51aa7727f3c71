package io.weir.load.bench;

import io.vertx.core.buffer.Buffer;
import io.weir.config.EventsConfig;
import io.weir.config.GraphConfig;
import io.weir.config.QueryLimits;
import io.weir.config.SubgraphsConfig;
import io.weir.execution.OperationRequest;
import io.weir.execution.PlannedOperations;
import io.weir.execution.RootFetcher;
import io.weir.graph.Graph;
import io.weir.graph.GraphException;
import io.weir.graph.GraphLoader;
import io.weir.plan.OperationCache;
import io.weir.subgraph.Subgraphs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The graph, the operations and the event that the benchmarks of execution share: six leaves on two levels. */
final class Employees {

    static final Buffer EVENT = Buffer.buffer("""
            {"__typename":"Employee","id":"1","email":"ada@example.com","active":true,"salary":4200,\
            "details":{"forename":"Ada","surname":"Lovelace"}}""");

    static final OperationRequest SUBSCRIPTION = request(
            "subscription { employeeUpdated(id: \"1\") { id email active salary details { forename surname } } }");

    static final OperationRequest QUERY =
            request("query { employee(id: \"1\") { id email active salary details { forename surname } } }");

    private Employees() {}

    /** Weir's operations; every request of a topic is answered with {@link #EVENT} at once. */
    static PlannedOperations operations() throws IOException, GraphException {
        Path file = Files.createTempFile("employees", ".graphql");
        try (InputStream in = Employees.class.getResourceAsStream("employees.graphql")) {
            if (in == null) {
                throw new IOException("no resource employees.graphql");
            }
            Files.write(file, in.readAllBytes());
            Graph graph = GraphLoader.load(List.of(file), Set.of("default"));
            GraphConfig config = new GraphConfig(
                    List.of(file), Optional.empty(), SubgraphsConfig.NONE, true, 100, QueryLimits.DEFAULT);
            RootFetcher fetcher = new RootFetcher(graph, new AnsweredTopics(EVENT), EventsConfig.DEFAULT, "benchmark");
            return new PlannedOperations(graph, new OperationCache(graph, config), fetcher, Subgraphs.none());
        } finally {
            Files.delete(file);
        }
    }

    /** The same SDL for graphql-java, without Weir's directives. */
    static String plainSdl() throws IOException {
        try (InputStream in = Employees.class.getResourceAsStream("employees.graphql")) {
            if (in == null) {
                throw new IOException("no resource employees.graphql");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll(" @\\w+\\([^)]*\\)", "");
        }
    }

    private static OperationRequest request(String query) {
        return new OperationRequest(query, null, Map.of(), Map.of());
    }
}
