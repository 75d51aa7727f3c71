package io.weir.load;

import picocli.CommandLine;

/** The load tester's command line. */
@CommandLine.Command(
        name = "weir-load",
        description = "Loads a server and tells what it cost.",
        mixinStandardHelpOptions = true,
        subcommands = {
            RunCommand.class,
            CompareCommand.class,
            QueriesCommand.class,
            FederatedCommand.class,
            ActionsCommand.class,
            StreamsCommand.class,
            GatesCommand.class,
            ModelsCommand.class,
            ClusterCommand.class,
            BusCommand.class,
            SchemaCommand.class
        })
public final class Main {

    private Main() {}

    /** Runs one command; exits with 0 when every delivery was right, 1 when not, 2 for a wrong command line. */
    public static void main(String[] args) {
        System.setProperty("logback.configurationFile", "weir-load-logback.xml");
        System.exit(new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }
}
