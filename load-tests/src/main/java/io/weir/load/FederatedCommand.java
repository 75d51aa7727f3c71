package io.weir.load;

import io.weir.json.Json;
import io.weir.load.federation.FederatedQueries;
import io.weir.load.federation.SubgraphName;
import io.weir.load.node.NodeUnderTest;
import io.weir.load.node.Servers;
import io.weir.load.report.QueryReport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Asks the same federated queries of Weir and of npm's {@code @graphql-hive/gateway}, in turns, A B A B: one supergraph,
 * three subgraphs in a process of their own.
 */
@CommandLine.Command(
        name = "federated",
        description = "Compares what a federated query costs with npm's @graphql-hive/gateway.",
        mixinStandardHelpOptions = true)
final class FederatedCommand implements Callable<Integer> {

    private static final Set<SubgraphName> SUBGRAPHS =
            Set.of(SubgraphName.EMPLOYEES, SubgraphName.TEAMS, SubgraphName.REVIEWS);

    private static final List<String> QUERIES = List.of(FederatedQueries.ONE, FederatedQueries.ALL);

    @CommandLine.Mixin
    private Output output = new Output();

    @CommandLine.Mixin
    private Rounds rounds = new Rounds();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Servers servers = new Servers(output.root());
        List<NodeUnderTest> gateways = new ArrayList<>();
        try (NodeUnderTest subgraphs = servers.subgraphs()) {
            Path supergraph = servers.supergraph(subgraphs, SUBGRAPHS);
            gateways.add(servers.weirGateway(supergraph));
            gateways.add(servers.hiveGateway(supergraph));
            List<QueryReport.Row> rows = new ArrayList<>();
            for (String query : QUERIES) {
                compareAnswers(query, gateways);
                List<QueryReport.Row> measured = rounds.measure(query, gateways);
                rows.addAll(measured);
                System.err.printf(
                        Locale.ROOT,
                        "queries per CPU-second, %s : %s = %.1f : 1%n",
                        measured.get(0).server(),
                        measured.get(1).server(),
                        measured.get(1).serverCpu() / measured.get(0).serverCpu());
            }
            QueryReport report = new QueryReport(output.stamp(), rows);
            output.write(report.table(), report.json());
            return 0;
        } finally {
            gateways.forEach(NodeUnderTest::close);
        }
    }

    /** Figures of servers that answer differently compare nothing. */
    private static void compareAnswers(String query, List<NodeUnderTest> gateways)
            throws IOException, InterruptedException {
        Object first = answer(query, gateways.get(0));
        Object second = answer(query, gateways.get(1));
        if (first == null || !first.equals(second)) {
            throw new IllegalStateException("the answers differ: " + first + " and " + second);
        }
    }

    private static @Nullable Object answer(String query, NodeUnderTest gateway)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://%s:%d/graphql"
                .formatted(gateway.address().getHostString(), gateway.address().getPort()));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString(
                        Json.write(Map.of("query", query)).toString()))
                .build();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        Object answer = Json.parse(body);
        if (!(answer instanceof Map<?, ?> map) || map.containsKey("errors")) {
            throw new IllegalStateException(gateway.name() + " answered " + body);
        }
        return answer;
    }
}
