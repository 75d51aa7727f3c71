package io.weir.load;

import io.weir.load.bus.BusSteps;
import io.weir.load.report.BusReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Messages between two processes, by Weir's codecs and as JSON. */
@CommandLine.Command(
        name = "bus",
        description = "Tells how large messages between nodes are, and what they cost, beside the same as JSON.",
        mixinStandardHelpOptions = true)
final class BusCommand implements Callable<Integer> {

    @CommandLine.Mixin
    private Output output = new Output();

    @CommandLine.Option(names = "--rounds", defaultValue = "3", description = "How often each (default 3).")
    private int rounds = 3;

    @CommandLine.Option(names = "--seconds", defaultValue = "2", description = "How long each time (default 2).")
    private int seconds = 2;

    @CommandLine.Option(
            names = "--payloads",
            defaultValue = "100,1024,16384",
            split = ",",
            description = "What messages carry, in bytes (default ${DEFAULT-VALUE}).")
    private List<Integer> payloads = List.of(100, 1024, 16384);

    @Override
    public Integer call() throws Exception {
        BusSteps steps = new BusSteps(payloads, rounds, Duration.ofSeconds(seconds));
        BusReport report = new BusReport(output.stamp(), steps.sizes(), steps.coding(), steps.trips());
        output.write(report.table(), report.json());
        return 0;
    }
}
