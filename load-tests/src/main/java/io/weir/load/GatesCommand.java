package io.weir.load;

import io.weir.load.gate.GateSteps;
import io.weir.load.gate.VersionHandler;
import io.weir.load.node.NodeUnderTest;
import io.weir.load.node.Postgres;
import io.weir.load.node.Servers;
import io.weir.load.report.GatesReport;
import io.weir.load.report.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Writes through gates: what one adds that is open, and how fast those who wait are let go. */
@CommandLine.Command(
        name = "gates",
        description = "Tells what a gate adds that is open, and how fast it lets go of those who wait.",
        mixinStandardHelpOptions = true)
final class GatesCommand implements Callable<Integer> {

    private static final int STORE_CONNECTIONS = 40;

    @CommandLine.Mixin
    private Output output = new Output();

    @CommandLine.Option(names = "--rounds", defaultValue = "3", description = "How often each (default 3).")
    private int rounds = 3;

    @CommandLine.Option(names = "--seconds", defaultValue = "5", description = "How long writes go on (default 5).")
    private int seconds = 5;

    @CommandLine.Option(
            names = "--connections",
            defaultValue = "1",
            description = "How many write at once through an open gate (default 1).")
    private int connections = 1;

    @CommandLine.Option(names = "--waiters", defaultValue = "1000", description = "How many wait (default 1000).")
    private int waiters = 1_000;

    @CommandLine.Option(
            names = "--batch",
            defaultValue = "100",
            description = "How many reports come in one POST (default 100).")
    private int batch = 100;

    @Override
    public Integer call() throws Exception {
        Servers servers = new Servers(output.root());
        try (Postgres postgres = Postgres.start(servers.folder("postgres"), STORE_CONNECTIONS);
                VersionHandler handler = new VersionHandler()) {
            GateSteps steps =
                    new GateSteps(postgres, handler, rounds, Duration.ofSeconds(seconds), connections, waiters, batch);
            List<Step> passed;
            List<Step> released = new ArrayList<>();
            try (NodeUnderTest node = servers.weirGates(postgres.uri(), handler.address(), "1h")) {
                passed = steps.pass(node);
                released.add(steps.releaseWrites(node));
            }
            try (NodeUnderTest node = servers.weirGates(postgres.uri(), handler.address(), "1ms")) {
                released.add(steps.releaseReads(node));
            }
            GatesReport report = new GatesReport(output.stamp(), passed.get(0), passed.get(1), released);
            output.write(report.table(), report.json());
            return 0;
        }
    }
}
