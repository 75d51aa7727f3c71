package io.weir.load;

import io.weir.load.node.NodeUnderTest;
import io.weir.load.node.Postgres;
import io.weir.load.node.ProcessUsage;
import io.weir.load.node.RunningNode;
import io.weir.load.node.Servers;
import io.weir.load.report.Measurement;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Runs workloads one after another, each against a node of its own. */
@CommandLine.Command(name = "run", description = "Runs workloads against Weir.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @CommandLine.Mixin
    private Output output = new Output();

    @CommandLine.Option(
            names = "--target",
            description = "HOST:PORT of a node that already runs; it must serve the runner's schema.")
    private @Nullable String target;

    @CommandLine.Option(names = "--pid", description = "The process of that node.")
    private long pid;

    @CommandLine.Option(names = "--rabbitmq", description = "The broker's URI, for workloads that publish to it.")
    private @Nullable String rabbitmq;

    @CommandLine.Parameters(arity = "1..*", paramLabel = "WORKLOAD", description = "Files of load-tests/workloads.")
    private List<Path> files = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Workload> workloads = new ArrayList<>();
        for (Path file : files) {
            workloads.add(WorkloadFile.read(file));
        }
        Servers servers = new Servers(output.root());
        List<Measurement> measurements = new ArrayList<>();
        try (Postgres postgres = workloads.stream().anyMatch(Workload::resumable) ? postgres(servers) : null) {
            WorkloadServers nodes = new WorkloadServers(servers, rabbitmq, postgres);
            for (Workload workload : workloads) {
                Measurement measurement = target == null ? nodes.run(workload) : run(workload, running(target));
                output.progress(measurement);
                measurements.add(measurement);
            }
        }
        return output.write(measurements) ? 0 : 1;
    }

    private static Postgres postgres(Servers servers) throws IOException {
        return Postgres.start(servers.folder("postgres"), WorkloadServers.STORE_CONNECTIONS);
    }

    private Measurement run(Workload workload, NodeUnderTest node) throws IOException, InterruptedException {
        return new WorkloadRun(workload, node, new Publishers(rabbitmq), Patience.DEFAULT).run();
    }

    private NodeUnderTest running(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        InetSocketAddress address = new InetSocketAddress(
                hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
        return new RunningNode(hostAndPort, address, new ProcessUsage(pid));
    }
}
