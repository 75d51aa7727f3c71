package io.weir.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: {@code start}, {@code demo}, {@code check}, {@code schema}, {@code plan}, {@code workflow}, {@code
 * deliveries}, {@code history}, {@code config-schema}. */
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
     * A command line whose {@link CommandLine#execute} runs one command to its end and gives the exit code: 0 all is
     * well, 1 problems, 2 a wrong command line.
     *
     * @param environment what the configuration may refer to
     * @param launcher what {@code start} runs
     */
    public static CommandLine create(Map<String, String> environment, Launcher launcher) {
        return new CommandLine(new WeirCommand())
                .addSubcommand(new StartCommand(environment, launcher))
                .addSubcommand(new DemoCommand(environment))
                .addSubcommand(new CheckCommand(environment))
                .addSubcommand(new SchemaCommand(environment))
                .addSubcommand(new PlanCommand(environment))
                .addSubcommand(new WorkflowCommand(environment))
                .addSubcommand(new DeliveriesCommand(environment))
                .addSubcommand(new HistoryCommand(environment))
                .addSubcommand(new ConfigSchemaCommand())
                .setExecutionExceptionHandler(new FailureReport());
    }

    /** No command given. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is needed.");
    }
}
