package io.weir.cli;

import io.weir.config.ConfigException;
import io.weir.config.ConfigLoader;
import io.weir.config.WeirConfig;
import io.weir.graph.GraphException;
import io.weir.server.ConfiguredGraph;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weir schema}: the SDL that clients see. */
@Command(name = "schema", description = "Prints the schema that clients see, as SDL.", mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Mixin
    private final ConfFile conf = new ConfFile();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    SchemaCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws ConfigException, GraphException {
        WeirConfig config = ConfigLoader.load(conf.path(), environment);
        String sdl = ConfiguredGraph.load(config).sdl();
        PrintWriter out = spec.commandLine().getOut();
        out.print(sdl);
        out.flush();
        return ExitCode.OK;
    }
}
