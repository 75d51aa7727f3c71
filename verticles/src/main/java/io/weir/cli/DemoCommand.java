package io.weir.cli;

import io.weir.config.ConfigLoader;
import io.weir.config.WeirConfig;
import io.weir.demo.Demo;
import io.weir.demo.Pace;
import io.weir.demo.Ports;
import io.weir.graph.Graph;
import io.weir.server.ConfiguredGraph;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weir demo}: a node in which something happens, until Ctrl-C; prints what to open and what to paste. */
@Command(
        name = "demo",
        description = "Starts a node with sample graphs and live events; prints what to try.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final Duration START = Duration.ofMinutes(1);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final String RATE = "WEIR_DEMO_RATE";

    private final Map<String, String> environment;

    @Option(
            names = "--conf",
            paramLabel = "FILE",
            defaultValue = "conf/demo/weir.yaml",
            description = "The configuration file, with a folder \"github\" beside it; without it, ${DEFAULT-VALUE}.")
    private @Nullable Path conf;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Webhooks played back a second, 0.001 to 1000; without it, " + RATE + " or 1.")
    private @Nullable String rate;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    DemoCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        Pace pace = pace();
        Path file = Objects.requireNonNull(conf);
        WeirConfig config = ConfigLoader.load(file, environment);
        Graph graph = ConfiguredGraph.toServe(config);
        Ports.requireFree(config);
        Demo demo = NodeLauncher.await(Demo.start(config, graph, file.resolveSibling("github"), pace), START);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(demo), "weir-demo-stop"));
        PrintWriter out = spec.commandLine().getOut();
        out.print(demo.welcome());
        out.flush();
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

    private Pace pace() {
        try {
            return Pace.ofRate(rate != null ? rate : environment.getOrDefault(RATE, "1"));
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(spec.commandLine(), refused.getMessage());
        }
    }

    private static void stop(Demo demo) {
        try {
            NodeLauncher.await(demo.stop(), STOP);
        } catch (Exception failure) {
            // The process ends anyway, and nothing in the demo is worth keeping.
        }
    }
}
