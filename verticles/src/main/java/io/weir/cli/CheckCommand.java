package io.weir.cli;

import io.weir.config.ConfigException;
import io.weir.config.ConfigLoader;
import io.weir.config.Problem;
import io.weir.config.WeirConfig;
import io.weir.graph.Graph;
import io.weir.graph.GraphException;
import io.weir.model.table.ModelTables;
import io.weir.model.table.Plan;
import io.weir.plan.routing.Reachability;
import io.weir.server.ConfiguredGraph;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        List<Problem> problems = problems(out);
        problems.forEach(out::println);
        if (problems.isEmpty()) {
            out.println(conf.path() + ": no problems");
        }
        out.flush();
        return problems.isEmpty() ? ExitCode.OK : ExitCode.PROBLEMS;
    }

    private List<Problem> problems(PrintWriter out) {
        try {
            return graphProblems(ConfigLoader.load(conf.path(), environment), out);
        } catch (ConfigException refused) {
            List<Problem> problems = new ArrayList<>(refused.problems());
            refused.checkable().map(config -> graphProblems(config, out)).ifPresent(problems::addAll);
            return problems;
        }
    }

    private List<Problem> graphProblems(WeirConfig config, PrintWriter out) {
        try {
            Graph graph = ConfiguredGraph.load(config);
            List<Problem> problems = new ArrayList<>(Reachability.problems(graph));
            if (!graph.models().isEmpty()) {
                problems.addAll(tableProblems(config, graph, out));
            }
            return problems;
        } catch (GraphException refused) {
            return refused.problems();
        }
    }

    /** What is done by itself is printed; what is not allowed is a problem. */
    private List<Problem> tableProblems(WeirConfig config, Graph graph, PrintWriter out) {
        try {
            Plan plan =
                    new ModelTables(graph.models(), Set.copyOf(config.models().allow())).plan(config.store());
            plan.notes().forEach(note -> out.println(conf.path() + ": the next start: " + note));
            return plan.problems().stream()
                    .map(problem -> new Problem(conf.path(), 1, 1, problem))
                    .toList();
        } catch (IOException unreachable) {
            out.println(conf.path() + ": the store was not asked which tables of models it has: "
                    + unreachable.getMessage());
            return List.of();
        }
    }
}
