package io.weir.cli;

import io.weir.config.ConfigSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weir config-schema}: the JSON Schema that editors take. */
@Command(
        name = "config-schema",
        description = "Prints the JSON Schema of the configuration file, for editors.",
        mixinStandardHelpOptions = true)
final class ConfigSchemaCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().print(ConfigSchema.json());
        spec.commandLine().getOut().flush();
    }
}
