package io.weir.load;

import io.weir.load.node.NodeUnderTest;
import io.weir.load.node.Servers;
import io.weir.load.query.QueryLoad;
import io.weir.load.query.QueryServer;
import io.weir.load.report.Latency;
import io.weir.load.report.QueryReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
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

    @CommandLine.Option(names = "--rounds", defaultValue = "3", description = "How often each (default 3).")
    private int rounds = 3;

    @CommandLine.Option(names = "--seconds", defaultValue = "5", description = "How long each time (default 5).")
    private int seconds = 5;

    @CommandLine.Option(names = "--connections", defaultValue = "16", description = "At once (default 16).")
    private int connections = 16;

    @CommandLine.Option(names = "--java-opts", split = " ", description = "JVM flags of every server.")
    private List<String> javaOptions = List.of("-Xmx256m");

    /** One query on one server: what all rounds add up to. */
    private static final class Tally {
        final Histogram latencyMicros = new Histogram(60_000_000L, 3);
        long answers;
        long cpuMicros;

        QueryReport.Row row(String query, String server) {
            return new QueryReport.Row(query, server, answers, (double) cpuMicros / answers, Latency.of(latencyMicros));
        }
    }

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
                rows.addAll(measure(query, nodes));
            }
            QueryReport report = new QueryReport(output.stamp(), rows);
            output.write(report.table(), report.json());
            return 0;
        } finally {
            nodes.forEach(NodeUnderTest::close);
        }
    }

    private List<QueryReport.Row> measure(String query, List<NodeUnderTest> nodes) throws InterruptedException {
        List<Tally> tallies = new ArrayList<>();
        for (NodeUnderTest node : nodes) {
            new QueryLoad(node.address(), query, connections).run(Duration.ofSeconds(seconds));
            tallies.add(new Tally());
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < nodes.size(); i++) {
                measure(query, nodes.get(i), tallies.get(i));
            }
        }
        List<QueryReport.Row> rows = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            rows.add(tallies.get(i).row(query, nodes.get(i).name()));
        }
        return rows;
    }

    private void measure(String query, NodeUnderTest node, Tally tally) throws InterruptedException {
        long cpu = node.usage().cpuMicros();
        QueryLoad.Answers answers = new QueryLoad(node.address(), query, connections).run(Duration.ofSeconds(seconds));
        tally.cpuMicros += node.usage().cpuMicros() - cpu;
        tally.answers += answers.answers();
        tally.latencyMicros.add(answers.latencyMicros());
    }
}
