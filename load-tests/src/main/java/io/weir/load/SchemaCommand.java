package io.weir.load;

import io.weir.graph.Graph;
import io.weir.graph.GraphException;
import io.weir.graph.GraphLoader;
import io.weir.graph.GraphSources;
import io.weir.graph.federation.reading.SubgraphSdl;
import io.weir.graph.sdl.SdlText;
import io.weir.load.report.SchemaReport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Loads a large schema as the only subgraph, in this process, and tells what that takes and what stays in memory. */
@CommandLine.Command(
        name = "schema",
        description = "Tells what loading a schema costs, cold and again and again.",
        mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {

    @CommandLine.Mixin
    private Output output = new Output();

    @CommandLine.Option(names = "--rounds", defaultValue = "10", description = "How often (default 10).")
    private int rounds = 10;

    @CommandLine.Parameters(
            paramLabel = "SDL",
            description = "A schema file, such as schema.graphql of npm's @octokit/graphql-schema.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException, GraphException {
        SdlText sdl = new SdlText(file.toString(), Files.readString(file));
        SubgraphSdl subgraph = new SubgraphSdl("schema", "http://localhost/", List.of(sdl));
        List<SchemaReport.Row> rows = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            rows.add(measure(subgraph));
        }
        SchemaReport report = new SchemaReport(output.stamp(), sdl.text().length(), rows);
        output.write(report.table(), report.json());
        return 0;
    }

    private static SchemaReport.Row measure(SubgraphSdl subgraph) throws GraphException {
        long before = used();
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long start = System.nanoTime();
        Graph graph = GraphLoader.load(
                new GraphSources(List.of(), Optional.empty(), List.of(subgraph), Map.of(), Set.of("default")));
        long elapsed = System.nanoTime() - start;
        cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
        long retained = used() - before;
        Reference.reachabilityFence(graph);
        return new SchemaReport.Row(elapsed, cpu, retained);
    }

    /** What is live, in bytes. */
    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
