package io.weir.config.yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Jars and folders that are there, relative to the file that names them. As on Java's own class path, a folder with
 * {@code /*} behind it stands for its jars.
 */
public final class ClassPath implements Value<List<Path>> {

    private static final String RULE = "a jar, a folder, or FOLDER/* for its jars";
    private static final Scalar<String> ENTRY = Values.path(RULE);
    private static final String JARS = "/*";

    @Override
    public @Nullable List<Path> read(YamlValue from) {
        List<YamlValue> items = from.items();
        return items == null
                ? null
                : items.stream().flatMap(item -> entries(item).stream()).toList();
    }

    @Override
    public Object write(List<Path> entries) {
        return entries.stream().map(Path::toString).toList();
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", "array", "items", ENTRY.schema());
    }

    private static List<Path> entries(YamlValue item) {
        String name = ENTRY.read(item);
        if (name == null) {
            return List.of();
        }
        try {
            return name.endsWith(JARS)
                    ? jars(item, name.substring(0, name.length() - JARS.length()))
                    : entry(item, item.directory().resolve(name).normalize());
        } catch (InvalidPathException malformed) {
            item.report("\"" + name + "\" is not " + RULE + ": " + malformed.getReason());
            return List.of();
        }
    }

    private static List<Path> entry(YamlValue item, Path entry) {
        if (!Files.exists(entry)) {
            item.report("no jar and no folder at " + entry.toAbsolutePath());
            return List.of();
        }
        return List.of(entry);
    }

    private static List<Path> jars(YamlValue item, String name) {
        Path folder = item.directory().resolve(name).normalize();
        List<Path> jars = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
        } catch (IOException e) {
            item.report("no folder at " + folder.toAbsolutePath());
            return List.of();
        }
        if (jars.isEmpty()) {
            item.report("no jars in " + folder.toAbsolutePath());
        }
        return jars;
    }
}
