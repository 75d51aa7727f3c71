package io.weir.load;

import io.weir.load.node.NodeUnderTest;
import io.weir.load.node.Servers;
import io.weir.load.query.QueryServer;
import io.weir.load.report.QueryReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/**
 * Asks the same queries of Weir and of Vert.x's stock GraphQL handler, in turns, A B A B, each in a JVM of its own with
 * the same flags.
 */
@CommandLine.Command(
        name = "queries",
        description = "Compares what a query costs with Vert.x's stock GraphQL handler.",
        mixinStandardHelpOptions = true)
final class QueriesCommand implements Callable<Integer> {

    private static final List<String> QUERIES = List.of(
            "{ __typename }", "{ employee(id: \"1\") { id email active salary details { forename surname } } }");

    @CommandLine.Mixin
    private Output output = new Output();

    @CommandLine.Mixin
    private Rounds rounds = new Rounds();

    @CommandLine.Option(names = "--java-opts", split = " ", description = "JVM flags of every server.")
    private List<String> javaOptions = List.of("-Xmx256m");

    @Override
    public Integer call() throws IOException, InterruptedException {
        Servers servers = new Servers(output.root());
        List<NodeUnderTest> nodes = new ArrayList<>();
        try {
            for (QueryServer.Kind kind : QueryServer.Kind.values()) {
                nodes.add(servers.queryServer(kind, javaOptions));
            }
            List<QueryReport.Row> rows = new ArrayList<>();
            for (String query : QUERIES) {
                rows.addAll(rounds.measure(query, nodes));
            }
            QueryReport report = new QueryReport(output.stamp(), rows);
            output.write(report.table(), report.json());
            return 0;
        } finally {
            nodes.forEach(NodeUnderTest::close);
        }
    }
}
