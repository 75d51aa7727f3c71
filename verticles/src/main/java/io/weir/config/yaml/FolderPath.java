package io.weir.config.yaml;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A folder, relative to the file that names it; it need not be there yet. */
public final class FolderPath implements Value<Path> {

    private static final String RULE = "a path of a folder";
    private static final Scalar<String> PATH = Values.path(RULE);

    @Override
    public @Nullable Path read(YamlValue from) {
        String name = PATH.read(from);
        try {
            return name == null ? null : folder(from, name);
        } catch (InvalidPathException malformed) {
            from.report("\"" + name + "\" is not " + RULE + ": " + malformed.getReason());
            return null;
        }
    }

    private static @Nullable Path folder(YamlValue from, String name) {
        Path folder = from.directory().resolve(name).normalize();
        if (Files.isRegularFile(folder)) {
            from.report("\"" + name + "\" is a file, not a folder");
            return null;
        }
        return folder;
    }

    /** A default is relative to the file as well. */
    @Override
    public Path fallback(YamlValue mapping, Path declared) {
        return mapping.directory().resolve(declared).normalize();
    }

    @Override
    public Object write(Path folder) {
        return folder.toString();
    }

    @Override
    public Map<String, Object> schema() {
        return PATH.schema();
    }
}
