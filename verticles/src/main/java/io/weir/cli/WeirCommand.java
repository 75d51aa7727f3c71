package io.weir.cli;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: {@code start}, {@code check}, {@code schema}, {@code config-schema}. */
@Command(
        name = "weir",
        description = "An event-driven GraphQL server.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class WeirCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    private WeirCommand() {}

    /**
     * Runs one command to its end.
     *
     * @return the exit code: 0 all is well, 1 problems, 2 a wrong command line
     */
    public static int run(String[] args, Map<String, String> environment, PrintWriter out, PrintWriter err) {
        return new CommandLine(new WeirCommand())
                .addSubcommand(new CheckCommand(environment))
                .addSubcommand(new SchemaCommand(environment))
                .addSubcommand(new ConfigSchemaCommand())
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler(new FailureReport())
                .execute(args);
    }

    /** No command given. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is needed.");
    }
}
