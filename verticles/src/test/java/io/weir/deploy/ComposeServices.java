package io.weir.deploy;

import static io.weir.deploy.DeployFolder.map;
import static io.weir.deploy.DeployFolder.texts;
import static java.util.regex.Matcher.quoteReplacement;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The services of the compose file, as Compose reads them: variables filled in, mounts followed. */
final class ComposeServices {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(?::([-?])([^}]*))?}");

    private final Map<String, Object> services = map(DeployFolder.yaml("compose/compose.yaml"), "services");
    private final Map<String, String> variables;

    /**
     * Reads the file.
     *
     * @param variables what {@code .env} has
     */
    ComposeServices(Map<String, String> variables) {
        this.variables = variables;
    }

    /** What a service has in its environment. */
    Map<String, String> environment(String service) {
        Map<String, String> filled = new LinkedHashMap<>();
        map(services, service, "environment").forEach((name, value) -> filled.put(name, fill(String.valueOf(value))));
        return filled;
    }

    /** A service's command line after its entry point, with the files on this machine in the place of those mounted. */
    List<String> command(String service) {
        Map<String, Object> described = map(services, service);
        List<String> mounts = texts(described.get("volumes"));
        return texts(described.get("command")).stream()
                .map(word -> onThisMachine(fill(word), mounts))
                .toList();
    }

    private static String onThisMachine(String word, List<String> mounts) {
        for (String mount : mounts) {
            String[] parts = mount.split(":");
            if (word.startsWith(parts[1] + "/")) {
                return DeployFolder.DEPLOY.resolve("compose").resolve(parts[0]).normalize()
                        + word.substring(parts[1].length());
            }
        }
        return word;
    }

    private String fill(String text) {
        return VARIABLE.matcher(text).replaceAll(found -> {
            String value = variables.get(found.group(1));
            if (value == null && "?".equals(found.group(2))) {
                throw new AssertionError(found.group());
            }
            return quoteReplacement(value == null ? String.valueOf(found.group(3)) : value);
        });
    }
}
