package io.weir.cli;

import io.weir.config.ConfigFile;
import io.weir.config.WeirConfig;
import io.weir.server.Role;
import io.weir.telemetry.LogSetup;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir start}: a node, until it is told to stop. */
@Command(name = "start", description = "Starts a node and runs until it is stopped.", mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {

    private final Map<String, String> environment;
    private final Launcher launcher;

    @Mixin
    private final ConfFile conf = new ConfFile();

    @Option(
            names = "--roles",
            paramLabel = "ROLE",
            split = ",",
            converter = RoleConverter.class,
            description = "What the node takes on: transport, triggers, bridge, actions, gates,"
                    + " deliveries; without it, all of them.")
    private final Set<Role> roles = EnumSet.noneOf(Role.class);

    StartCommand(Map<String, String> environment, Launcher launcher) {
        this.environment = environment;
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        ConfigFile file = new ConfigFile(conf.path(), environment);
        WeirConfig config = file.load();
        LogSetup.apply(config.logging());
        launcher.run(file, config, roles.isEmpty() ? Role.all() : EnumSet.copyOf(roles));
        return ExitCode.OK;
    }
}
