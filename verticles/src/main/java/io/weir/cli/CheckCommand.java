package io.weir.cli;

import io.weir.config.ConfigException;
import io.weir.config.ConfigLoader;
import io.weir.config.Problem;
import io.weir.config.WeirConfig;
import io.weir.graph.GraphException;
import io.weir.plan.routing.Reachability;
import io.weir.server.ConfiguredGraph;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weir check}: every problem of the configuration and the graph, on the standard output. */
@Command(
        name = "check",
        description = "Validates configuration and graph; prints every problem as file:line:column: message.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Mixin
    private final ConfFile conf = new ConfFile();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    CheckCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Problem> problems = problems();
        problems.forEach(out::println);
        if (problems.isEmpty()) {
            out.println(conf.path() + ": no problems");
        }
        out.flush();
        return problems.isEmpty() ? ExitCode.OK : ExitCode.PROBLEMS;
    }

    private List<Problem> problems() {
        try {
            return graphProblems(ConfigLoader.load(conf.path(), environment));
        } catch (ConfigException refused) {
            List<Problem> problems = new ArrayList<>(refused.problems());
            refused.checkable().map(CheckCommand::graphProblems).ifPresent(problems::addAll);
            return problems;
        }
    }

    private static List<Problem> graphProblems(WeirConfig config) {
        try {
            return Reachability.problems(ConfiguredGraph.load(config));
        } catch (GraphException refused) {
            return refused.problems();
        }
    }
}
