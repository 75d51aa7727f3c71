package io.weir.cli;

import io.weir.config.ConfigException;
import io.weir.config.ConfigLoader;
import io.weir.graph.GraphException;
import io.weir.graph.workflow.WorkflowDiagram;
import io.weir.server.ConfiguredGraph;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weir workflow}: the state machines of the models, and what moves rows through them, as a Mermaid diagram. */
@Command(
        name = "workflow",
        description = "Prints the state machines of the models and what moves rows through them, as a Mermaid diagram.",
        mixinStandardHelpOptions = true)
final class WorkflowCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Mixin
    private final ConfFile conf = new ConfFile();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    WorkflowCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws ConfigException, GraphException {
        String diagram = WorkflowDiagram.of(ConfiguredGraph.load(ConfigLoader.load(conf.path(), environment)));
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (diagram.isEmpty()) {
            err.println(conf.path() + ": no model has a @stateMachine, so there is nothing to draw");
            err.flush();
            return ExitCode.PROBLEMS;
        }
        out.print(diagram);
        out.flush();
        return ExitCode.OK;
    }
}
