package io.weir.load;

import io.weir.load.node.Neighbours;
import io.weir.load.node.NodeUnderTest;
import io.weir.load.node.Postgres;
import io.weir.load.node.Servers;
import io.weir.load.report.Comparison;
import io.weir.load.report.Measurement;
import io.weir.load.report.Step;
import io.weir.load.report.StreamsReport;
import io.weir.load.stream.LogSteps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Events through the log: silence, out to subscribers beside the same without a log, in, and out again. */
@CommandLine.Command(
        name = "streams",
        description = "Tells what the log of events costs: idle, on the way out, on the way in, and read again.",
        mixinStandardHelpOptions = true)
final class StreamsCommand implements Callable<Integer> {

    private static final Path WORKLOADS = Path.of("load-tests", "workloads");

    /** What can be measured. */
    private enum Part {
        /** A thousand silent resumable subscribers. */
        IDLE,
        /** A workload, and the same without a log, in turns, A B A B. */
        OUT,
        /** Events into the log, by each way that there is. */
        IN,
        /** Many events into the log, and all of them out again. */
        REPLAY
    }

    @CommandLine.Mixin
    private Output output = new Output();

    @CommandLine.Option(names = "--rabbitmq", description = "The broker's URI; without it, events are only posted.")
    private @Nullable String rabbitmq;

    @CommandLine.Option(
            names = "--workload",
            defaultValue = "1000-subscribers-1-topic-20-per-second-200b-resumable",
            description = "What goes out: a resumable one of load-tests/workloads (default: ${DEFAULT-VALUE}).")
    private String workload = "";

    @CommandLine.Option(names = "--rounds", defaultValue = "2", description = "How often it goes out (default 2).")
    private int rounds = 2;

    @CommandLine.Option(
            names = "--events",
            defaultValue = "200000",
            description = "How many go in, by each way (default ${DEFAULT-VALUE}).")
    private long events = 200_000;

    @CommandLine.Option(
            names = "--connections",
            defaultValue = "64",
            description = "How many post at once (default ${DEFAULT-VALUE}).")
    private int connections = 64;

    @CommandLine.Option(
            names = "--replay",
            defaultValue = "1000000",
            description = "How many are read again (default ${DEFAULT-VALUE}).")
    private long replay = 1_000_000;

    @CommandLine.Option(
            names = "--readers",
            defaultValue = "1,10",
            split = ",",
            description = "By how many at once, one after the other (default ${DEFAULT-VALUE}).")
    private List<Integer> readers = List.of(1, 10);

    @CommandLine.Parameters(
            paramLabel = "PART",
            description = "Any of ${COMPLETION-CANDIDATES} (default: all of them, in this order).")
    private Set<Part> parts = EnumSet.allOf(Part.class);

    private final List<Measurement> measurements = new ArrayList<>();
    private final List<Comparison> comparisons = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        Servers servers = new Servers(output.root());
        try (Postgres postgres = Postgres.start(servers.folder("postgres"), WorkloadServers.STORE_CONNECTIONS)) {
            WorkloadServers nodes = new WorkloadServers(servers, rabbitmq, postgres);
            for (Part part : EnumSet.copyOf(parts)) {
                switch (part) {
                    case IDLE -> measure(nodes, read("1000-subscribers-idle-resumable"));
                    case OUT -> compare(nodes, read(workload));
                    case IN -> fill(servers, postgres);
                    case REPLAY -> log(servers, postgres, rabbitmq, replay, readers);
                }
            }
        }
        StreamsReport report = new StreamsReport(output.stamp(), measurements, comparisons, steps);
        output.write(report.table(), report.json());
        return Measurement.allClean(measurements) ? 0 : 1;
    }

    private Workload read(String name) throws IOException {
        return WorkloadFile.read(output.root().resolve(WORKLOADS).resolve(name + ".yaml"));
    }

    private void compare(WorkloadServers nodes, Workload logged) throws IOException, InterruptedException {
        List<Measurement> through = new ArrayList<>();
        List<Measurement> beside = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            through.add(measure(nodes, logged));
            beside.add(measure(nodes, logged.live()));
        }
        comparisons.add(Comparison.of(logged.name(), through, beside));
    }

    private Measurement measure(WorkloadServers nodes, Workload load) throws IOException, InterruptedException {
        Measurement measurement = nodes.run(load);
        output.progress(measurement);
        measurements.add(measurement);
        return measurement;
    }

    /** What was stored is read once, to see that it is there. */
    private void fill(Servers servers, Postgres postgres) throws Exception {
        log(servers, postgres, null, events, List.of(1));
        if (rabbitmq != null) {
            log(servers, postgres, rabbitmq, events, List.of(1));
        }
    }

    private void log(
            Servers servers, Postgres postgres, @Nullable String broker, long count, List<Integer> readersAtOnce)
            throws Exception {
        try (NodeUnderTest node = servers.weir(new Neighbours(broker, null, postgres.uri()));
                LogSteps log = LogSteps.of(node, postgres, broker, connections)) {
            steps.addAll(log.run(count, readersAtOnce));
        }
    }
}
