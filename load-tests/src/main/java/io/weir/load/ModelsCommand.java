package io.weir.load;

import io.weir.load.model.ModelSteps;
import io.weir.load.model.ParcelTable;
import io.weir.load.model.WebhookHandler;
import io.weir.load.node.NodeUnderTest;
import io.weir.load.node.Postgres;
import io.weir.load.node.Servers;
import io.weir.load.report.ModelsReport;
import io.weir.load.report.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Rows with their events, and deliveries of these. */
@CommandLine.Command(
        name = "models",
        description = "Tells what writing rows costs with their events, and delivering these.",
        mixinStandardHelpOptions = true)
final class ModelsCommand implements Callable<Integer> {

    /** For the node's pool, for its migrations and for this run's own questions. */
    private static final int OTHER_CONNECTIONS = 24;

    @CommandLine.Mixin
    private Output output = new Output();

    @CommandLine.Mixin
    private Rounds rounds = new Rounds();

    @Override
    public Integer call() throws Exception {
        Servers servers = new Servers(output.root());
        try (Postgres postgres = Postgres.start(servers.folder("postgres"), rounds.connections() + OTHER_CONNECTIONS);
                ParcelTable table = new ParcelTable(postgres);
                WebhookHandler handler = new WebhookHandler()) {
            ModelSteps steps =
                    new ModelSteps(postgres, table, handler, rounds.rounds(), rounds.time(), rounds.connections());
            List<Step> done = new ArrayList<>();
            try (NodeUnderTest node = servers.weirModels(postgres.uri(), handler.address(), false)) {
                done.add(steps.write(node));
            }
            try (NodeUnderTest node = servers.weirModels(postgres.uri(), handler.address(), true)) {
                done.add(steps.deliver(node));
            }
            ModelsReport report = new ModelsReport(output.stamp(), done);
            output.write(report.table(), report.json());
            return 0;
        }
    }
}
