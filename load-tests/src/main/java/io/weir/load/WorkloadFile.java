package io.weir.load;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** YAML text in, a {@link Workload} out. */
public final class WorkloadFile {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");

    private final String name;
    private final Map<String, Object> values = new LinkedHashMap<>();

    private WorkloadFile(String name) {
        this.name = name;
    }

    /**
     * Reads a workload file.
     *
     * @throws IllegalArgumentException when the file is not a workload; the message names file, key and rule
     */
    public static Workload read(Path file) throws IOException {
        String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        try (Reader reader = Files.newBufferedReader(file)) {
            return parse(name, reader);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** Reads a workload from its text; see {@link #read}. */
    public static Workload parse(String name, String yaml) {
        return parse(name, new StringReader(yaml));
    }

    private static Workload parse(String name, Reader yaml) {
        WorkloadFile file = new WorkloadFile(name);
        file.load(yaml);
        Workload workload = file.workload();
        if (!file.values.isEmpty()) {
            throw new IllegalArgumentException(
                    "unknown key '%s'".formatted(file.values.keySet().iterator().next()));
        }
        return workload;
    }

    private void load(Reader yaml) {
        try {
            if (!(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml) instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException("a workload is a mapping of keys to values");
            }
            map.forEach((key, value) -> values.put(String.valueOf(key), String.valueOf(value)));
        } catch (YAMLException e) {
            throw new IllegalArgumentException("not YAML: " + e.getMessage(), e);
        }
    }

    private Workload workload() {
        return new Workload(
                name,
                number("subscribers", null),
                number("topics", 1),
                number("rate", 0),
                number("burst", 1),
                number("payload", 200),
                flag("enriched"),
                flag("resumable"),
                way(),
                duration("idle", Duration.ZERO),
                duration("warmup", Duration.ofSeconds(5)),
                duration("duration", Duration.ofSeconds(20)));
    }

    private int number(String key, @Nullable Integer absent) {
        Object value = values.remove(key);
        if (value == null && absent != null) {
            return absent;
        }
        try {
            return Integer.parseInt(String.valueOf(value));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'%s' must be a whole number, not %s".formatted(key, value), e);
        }
    }

    private boolean flag(String key) {
        Object value = values.remove(key);
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.equals("true")) {
            return true;
        }
        throw new IllegalArgumentException("'%s' must be true or false, not %s".formatted(key, value));
    }

    private Duration duration(String key, Duration absent) {
        Object value = values.remove(key);
        if (value == null) {
            return absent;
        }
        Matcher matcher = DURATION.matcher(value.toString());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'%s' must be like 250ms, 10s or 5m, not %s".formatted(key, value));
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            default -> Duration.ofMinutes(count);
        };
    }

    private Workload.Way way() {
        Object value = values.remove("publish");
        if (value == null) {
            return Workload.Way.HTTP;
        }
        try {
            return Workload.Way.valueOf(value.toString().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'publish' must be one of %s, not %s".formatted(Arrays.toString(Workload.Way.values()), value), e);
        }
    }
}
