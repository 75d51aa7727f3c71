package io.weir.cli;

import io.weir.config.ConfigFile;
import io.weir.config.WeirConfig;
import io.weir.server.Role;
import java.util.Set;

/** Runs a node. */
@FunctionalInterface
public interface Launcher {

    /**
     * Starts a node and blocks until it has stopped.
     *
     * @param file where the configuration comes from, for when it is read again
     * @param config what it says now
     * @param roles what the node takes on; never empty, all of them served
     * @throws Exception when it cannot start; a problem of the files or the machine says so in its message
     */
    void run(ConfigFile file, WeirConfig config, Set<Role> roles) throws Exception;
}
