package io.weir.load;

import io.weir.load.cluster.ClusterSteps;
import io.weir.load.cluster.EventRun;
import io.weir.load.node.ClusterServers;
import io.weir.load.report.ClusterMeasurement;
import io.weir.load.report.ClusterReport;
import io.weir.load.report.IdleNodes;
import io.weir.load.report.TopicStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** One, two and four nodes: what an event costs them, what one more costs, and many topics. */
@CommandLine.Command(
        name = "cluster",
        description = "Tells what nodes of a cluster cost: for an event, at rest, and for many topics.",
        mixinStandardHelpOptions = true)
final class ClusterCommand implements Callable<Integer> {

    /** What can be measured. */
    private enum Part {
        /** Nodes that have nothing to do: one alone, and one, two and four of a cluster. */
        IDLE,
        /** Events of the broker to subscribers of one, two and four nodes, and with roles apart. */
        EVENTS,
        /** Many topics of the broker, opened, and moved when a bridge leaves. */
        TOPICS,
        /** Many topics of the bus, which are addresses that all nodes know. */
        ADDRESSES
    }

    @CommandLine.Mixin
    private Output output = new Output();

    @CommandLine.Option(names = "--rabbitmq", required = true, description = "The broker's URI.")
    private String rabbitmq = "";

    @CommandLine.Option(names = "--seconds", defaultValue = "5", description = "How long events count (default 5).")
    private int seconds = 5;

    @CommandLine.Option(names = "--idle", defaultValue = "20", description = "How long rest is watched (default 20).")
    private int idle = 20;

    @CommandLine.Option(names = "--payload", defaultValue = "200", description = "An event's bytes (default 200).")
    private int payload = 200;

    @CommandLine.Option(
            names = "--topics",
            defaultValue = "100000",
            description = "How many topics of the broker are opened (default ${DEFAULT-VALUE}).")
    private int topics = 100_000;

    @CommandLine.Option(
            names = "--handover",
            defaultValue = "10",
            description = "How long a node that stops waits for others, seconds (default ${DEFAULT-VALUE}).")
    private int handover = 10;

    @CommandLine.Option(
            names = "--kill",
            description = "Kills the bridge whose topics move, instead of telling it to stop.")
    private boolean kill;

    @CommandLine.Option(
            names = "--addresses",
            defaultValue = "20000",
            description = "How many topics of the bus are opened (default ${DEFAULT-VALUE}).")
    private int addresses = 20_000;

    @CommandLine.Parameters(
            paramLabel = "PART",
            description = "Any of ${COMPLETION-CANDIDATES} (default: all of them, in this order).")
    private Set<Part> parts = EnumSet.allOf(Part.class);

    private final List<ClusterMeasurement> events = new ArrayList<>();
    private final List<IdleNodes> resting = new ArrayList<>();
    private final List<TopicStep> steps = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        Duration time = Duration.ofSeconds(seconds);
        EventRun run = new EventRun(rabbitmq, payload, time, time);
        ClusterSteps cluster =
                new ClusterSteps(new ClusterServers(output.root(), rabbitmq, Duration.ofSeconds(handover)), rabbitmq);
        for (Part part : EnumSet.copyOf(parts)) {
            switch (part) {
                case IDLE -> resting.addAll(cluster.rest(Duration.ofSeconds(idle)));
                case EVENTS -> events.addAll(cluster.events(run));
                case TOPICS -> steps.addAll(cluster.topics(topics, kill));
                case ADDRESSES -> steps.addAll(cluster.addresses(addresses));
            }
        }
        ClusterReport report = new ClusterReport(output.stamp(), events, resting, steps);
        output.write(report.table(), report.json());
        boolean clean = events.stream().allMatch(ClusterMeasurement::clean)
                && steps.stream().allMatch(step -> step.delivered() == step.expected());
        return clean ? 0 : 1;
    }
}
