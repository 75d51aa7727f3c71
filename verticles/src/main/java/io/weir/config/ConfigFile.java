package io.weir.config;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Where a node's configuration comes from: read when it starts, and again whenever it reloads.
 *
 * @param path the YAML file
 * @param environment what the file may refer to
 */
public record ConfigFile(Path path, Map<String, String> environment) {

    /** Copies the map. */
    public ConfigFile {
        environment = Map.copyOf(environment);
    }

    /**
     * Reads the file. Blocks on the disk.
     *
     * @throws ConfigException when anything in it is wrong
     */
    public WeirConfig load() throws ConfigException {
        return ConfigLoader.load(path, environment);
    }

    /**
     * This file and those that its graph is made of, as far as they can be told. Blocks on the disk.
     */
    public Set<Path> files() {
        Set<Path> files = new LinkedHashSet<>();
        files.add(path);
        try {
            files.addAll(load().graph().files());
        } catch (ConfigException refused) {
            refused.checkable().ifPresent(config -> files.addAll(config.graph().files()));
        }
        return files;
    }
}
