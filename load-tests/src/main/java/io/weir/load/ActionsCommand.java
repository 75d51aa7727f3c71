package io.weir.load;

import io.weir.load.action.ActionSteps;
import io.weir.load.action.ActionTable;
import io.weir.load.action.PgBench;
import io.weir.load.action.RecordHandler;
import io.weir.load.node.NodeUnderTest;
import io.weir.load.node.Postgres;
import io.weir.load.node.Servers;
import io.weir.load.report.ActionsReport;
import io.weir.load.report.Idle;
import io.weir.load.report.Step;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Accepts and runs actions, and compares an acceptance with {@code pgbench}'s {@code insert … commit} of the same row. */
@CommandLine.Command(
        name = "actions",
        description = "Tells what actions cost, and how many are accepted beside pgbench's inserts of the same row.",
        mixinStandardHelpOptions = true)
final class ActionsCommand implements Callable<Integer> {

    /** For the node's pool, for its migrations and for this run's own questions. */
    private static final int OTHER_CONNECTIONS = 24;

    /** One call is under way for ever, and a stop does not wait for it. */
    private static final String HELD = "  concurrency: 1\n  drain: 1s\n  async: { timeout: 10m }";

    @CommandLine.Mixin
    private Output output = new Output();

    @CommandLine.Mixin
    private Rounds rounds = new Rounds();

    @CommandLine.Option(
            names = "--rate",
            defaultValue = "200",
            description = "Actions per second where latency is measured (default 200).")
    private int rate = 200;

    @CommandLine.Option(names = "--idle", defaultValue = "20", description = "Seconds of silence (default 20).")
    private int idle = 20;

    @CommandLine.Option(
            names = "--uri",
            description = "postgresql://USER:PASSWORD@HOST:PORT/DATABASE of a running server, without a schema weir"
                    + " (default: one is started as Weir's embedded one).")
    private @Nullable URI uri;

    @Override
    public Integer call() throws Exception {
        Path pgbench = PgBench.find();
        Servers servers = new Servers(output.root());
        try (Postgres postgres = postgres(servers);
                ActionTable table = new ActionTable(postgres);
                RecordHandler handler = new RecordHandler()) {
            ActionSteps steps = new ActionSteps(
                    postgres,
                    table,
                    handler,
                    pgbench,
                    servers.folder("pgbench"),
                    rounds.rounds(),
                    rounds.time(),
                    rounds.connections());
            List<Step> accepted;
            try (NodeUnderTest node = servers.weirActions(postgres.uri(), handler.address(), HELD)) {
                accepted = steps.accept(node);
            }
            table.clear();
            try (NodeUnderTest node = servers.weirActions(postgres.uri(), handler.address(), "")) {
                Step ended = steps.end(node);
                Step called = steps.call(node, rate);
                Idle silence = steps.idle(node, Duration.ofSeconds(idle));
                ActionsReport report = new ActionsReport(
                        output.stamp(), accepted.get(0), accepted.get(1), List.of(ended, called), silence);
                output.write(report.table(), report.json());
            }
            return 0;
        }
    }

    private Postgres postgres(Servers servers) throws IOException {
        return uri == null
                ? Postgres.start(servers.folder("postgres"), rounds.connections() + OTHER_CONNECTIONS)
                : Postgres.at(uri);
    }
}
