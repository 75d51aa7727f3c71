package io.weir.cli;

import io.weir.config.WeirConfig;
import io.weir.server.Role;
import java.util.Set;

/** Runs a node. */
@FunctionalInterface
public interface Launcher {

    /**
     * Starts a node and blocks until it has stopped.
     *
     * @param config a valid configuration
     * @param roles what the node takes on; never empty, all of them served
     * @throws Exception when it cannot start; a problem of the files or the machine says so in its message
     */
    void run(WeirConfig config, Set<Role> roles) throws Exception;
}
