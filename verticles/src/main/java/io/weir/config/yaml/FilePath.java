package io.weir.config.yaml;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One file that is there, named relative to the file that names it. */
public final class FilePath implements Value<Path> {

    private static final String RULE = "a path such as schema.graphql";
    private static final Scalar<String> PATH = Values.path(RULE);

    @Override
    public @Nullable Path read(YamlValue from) {
        String name = PATH.read(from);
        try {
            return name == null ? null : existing(from, name, "name a file in it");
        } catch (InvalidPathException malformed) {
            from.report("\"" + name + "\" is not " + RULE + ": " + malformed.getReason());
            return null;
        }
    }

    /** The file of that name; null after a report that says where it was looked for. */
    static @Nullable Path existing(YamlValue from, String name, String adviceForFolders) {
        Path file = from.directory().resolve(name).normalize();
        if (Files.isRegularFile(file)) {
            return file;
        }
        from.report(
                Files.isDirectory(file)
                        ? "\"" + name + "\" is a folder; " + adviceForFolders
                        : "no file \"" + name + "\", looked for at " + file.toAbsolutePath());
        return null;
    }

    @Override
    public Object write(Path file) {
        return file.toString();
    }

    @Override
    public Map<String, Object> schema() {
        return PATH.schema();
    }
}
