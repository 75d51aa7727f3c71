package io.weir.load;

import io.weir.load.node.Neighbours;
import io.weir.load.node.NodeUnderTest;
import io.weir.load.node.Servers;
import io.weir.load.report.Measurement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/**
 * Runs a workload against Weir and against graphql-ws on Node in turns, A B A B, so that whatever else the machine does
 * meets both.
 */
@CommandLine.Command(
        name = "compare",
        description = "Runs a workload against Weir and npm's graphql-ws in turns.",
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {

    @CommandLine.Mixin
    private Output output = new Output();

    @CommandLine.Option(names = "--rounds", defaultValue = "2", description = "How often each (default 2).")
    private int rounds = 2;

    @CommandLine.Option(
            names = "--peer",
            description =
                    "What graphql-ws runs instead, where it cannot bear the workload: the same shape, fewer events.")
    private Path peer = Path.of("");

    @CommandLine.Parameters(paramLabel = "WORKLOAD", description = "A file of load-tests/workloads.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException {
        Workload own = WorkloadFile.read(file);
        Workload others = peer.toString().isEmpty() ? own : WorkloadFile.read(peer);
        Servers servers = new Servers(output.root());
        List<Measurement> measurements = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            measurements.add(measure(own, servers.weir(Neighbours.NONE)));
            measurements.add(measure(others, servers.graphqlWs()));
        }
        boolean clean = output.write(measurements);
        System.out.printf(
                Locale.ROOT,
                "frames per CPU-second, weir : graphql-ws = %.0f : %.0f = %.1f%n",
                framesPerCpuSecond("weir", measurements),
                framesPerCpuSecond("graphql-ws", measurements),
                framesPerCpuSecond("weir", measurements) / framesPerCpuSecond("graphql-ws", measurements));
        return clean ? 0 : 1;
    }

    private Measurement measure(Workload workload, NodeUnderTest started) throws IOException, InterruptedException {
        try (NodeUnderTest node = started) {
            Measurement measurement = new WorkloadRun(workload, node, new Publishers(null), Patience.DEFAULT).run();
            output.progress(measurement);
            return measurement;
        }
    }

    /** Over all rounds: all frames by all CPU time. */
    private static double framesPerCpuSecond(String server, List<Measurement> measurements) {
        double frames = 0;
        double micros = 0;
        for (Measurement measurement : measurements) {
            if (measurement.server().equals(server)) {
                Measurement.Events events = Objects.requireNonNull(measurement.events(), "a comparison needs events");
                frames += events.delivered();
                micros += events.delivered() * events.serverCpu();
            }
        }
        return frames / micros * 1e6;
    }
}
