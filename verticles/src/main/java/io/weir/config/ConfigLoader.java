package io.weir.config;

import io.weir.config.yaml.YamlFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The configuration file and the environment in, one validated tree of records out (contract, section 4). */
public final class ConfigLoader {

    private ConfigLoader() {}

    /**
     * Reads the whole file, so that every problem is found at once. Blocks on the disk.
     *
     * @param file the YAML file; paths in it are relative to it
     * @param environment what {@code ${NAME:default}} takes
     * @throws ConfigException when anything in the file is wrong
     */
    public static WeirConfig load(Path file, Map<String, String> environment) throws ConfigException {
        YamlFile yaml = new YamlFile(file, environment);
        WeirConfig config = yaml.read(WeirConfig.SHAPE);
        List<Problem> problems = yaml.reports().stream()
                .map(report -> new Problem(file, report.line(), report.column(), report.message()))
                .toList();
        if (config == null || !problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return config;
    }
}
