package io.weir.config;

import io.weir.config.yaml.Report;
import io.weir.config.yaml.YamlFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The configuration file and the environment in, one validated tree of records out (contract, section 4). */
public final class ConfigLoader {

    /** Where a problem leaves nothing to check a graph with. */
    private static final Pattern GRAPH_SOURCES =
            Pattern.compile("|graph|graph\\.(schemas|supergraph|subgraph|sdlCache).*|providers.*");

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
        List<Report> reports = yaml.reports();
        if (config == null || !reports.isEmpty()) {
            boolean checkable = reports.stream().noneMatch(ConfigLoader::touchesGraphSources);
            throw new ConfigException(problems(file, reports), checkable ? config : null);
        }
        return config;
    }

    private static boolean touchesGraphSources(Report report) {
        return GRAPH_SOURCES.matcher(report.key()).matches();
    }

    private static List<Problem> problems(Path file, List<Report> reports) {
        return reports.stream().map(report -> problem(file, report)).toList();
    }

    private static Problem problem(Path file, Report report) {
        String message = report.key().isEmpty() ? report.message() : report.key() + ": " + report.message();
        return new Problem(file, report.line(), report.column(), message);
    }
}
