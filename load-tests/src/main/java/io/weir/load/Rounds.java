package io.weir.load;

import io.weir.load.node.NodeUnderTest;
import io.weir.load.query.QueryLoad;
import io.weir.load.report.Latency;
import io.weir.load.report.QueryReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;

/** One query to several servers in turns, A B C A B C, so that whatever else the machine does meets all of them. */
final class Rounds {

    @CommandLine.Option(names = "--rounds", defaultValue = "3", description = "How often each (default 3).")
    private int rounds = 3;

    @CommandLine.Option(names = "--seconds", defaultValue = "5", description = "How long each time (default 5).")
    private int seconds = 5;

    @CommandLine.Option(names = "--connections", defaultValue = "16", description = "At once (default 16).")
    private int connections = 16;

    /** How often. */
    int rounds() {
        return rounds;
    }

    /** How long each time. */
    Duration time() {
        return Duration.ofSeconds(seconds);
    }

    /** How many connections at once. */
    int connections() {
        return connections;
    }

    /** One query on one server: what all rounds add up to. */
    private static final class Tally {
        final Histogram latencyMicros = new Histogram(60_000_000L, 3);
        long answers;
        long cpuMicros;

        QueryReport.Row row(String query, String server) {
            return new QueryReport.Row(query, server, answers, (double) cpuMicros / answers, Latency.of(latencyMicros));
        }
    }

    /** One row for each server, in their order; a round that does not count warms each up. */
    List<QueryReport.Row> measure(String query, List<NodeUnderTest> nodes) throws InterruptedException {
        List<Tally> tallies = new ArrayList<>();
        for (NodeUnderTest node : nodes) {
            new QueryLoad(node.address(), query, connections).run(time());
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
        QueryLoad.Answers answers = new QueryLoad(node.address(), query, connections).run(time());
        tally.cpuMicros += node.usage().cpuMicros() - cpu;
        tally.answers += answers.answers();
        tally.latencyMicros.add(answers.latencyMicros());
    }
}
