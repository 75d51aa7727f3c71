package io.weir.config.yaml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A list of paths and globs, relative to the file that names them. Files come in the order of the list, those of one
 * glob by name, each once. {@code *} stays within a folder, {@code **} crosses folders; neither finds names that begin
 * with a dot.
 */
public final class FileSet implements Value<List<Path>> {

    private static final String RULE = "a path or a glob, such as schema.graphql or schemas/*.graphql";
    private static final Scalar<String> PATTERN = Values.path(RULE);
    private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

    @Override
    public @Nullable List<Path> read(YamlValue from) {
        List<YamlValue> items = from.items();
        if (items == null) {
            return null;
        }
        if (items.isEmpty()) {
            from.report("is empty; name at least one file");
        }
        // Two patterns may spell one file differently.
        Map<Path, Path> files = new LinkedHashMap<>();
        for (YamlValue item : items) {
            filesOf(item)
                    .forEach(file -> files.putIfAbsent(file.toAbsolutePath().normalize(), file));
        }
        return List.copyOf(files.values());
    }

    @Override
    public Object write(List<Path> files) {
        return files.stream().map(Path::toString).toList();
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", "array", "minItems", 1, "items", PATTERN.schema());
    }

    private static List<Path> filesOf(YamlValue item) {
        String pattern = PATTERN.read(item);
        if (pattern == null) {
            return List.of();
        }
        try {
            return WILDCARD.matcher(pattern).find() ? matching(item, pattern) : single(item, pattern);
        } catch (InvalidPathException malformed) {
            item.report("\"" + pattern + "\" is not " + RULE + ": " + malformed.getReason());
        } catch (PatternSyntaxException malformed) {
            item.report("\"" + pattern + "\" is not " + RULE + ": " + malformed.getDescription());
        } catch (IOException | UncheckedIOException unreadable) {
            item.report("the folder of \"" + pattern + "\" cannot be read");
        }
        return List.of();
    }

    private static List<Path> single(YamlValue item, String name) {
        Path file = FilePath.existing(item, name, "name its files, such as " + name + "/*.graphql");
        return file == null ? List.of() : List.of(file);
    }

    private static List<Path> matching(YamlValue item, String glob) throws IOException {
        int fixed = glob.lastIndexOf('/', firstWildcard(glob)) + 1;
        Path root = item.directory().resolve(glob.substring(0, fixed)).normalize();
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + orNoFolder(glob.substring(fixed)));
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(root)) {
            try (Stream<Path> walk = Files.walk(root, depth(glob.substring(fixed)))) {
                walk.filter(file -> matcher.matches(root.relativize(file)))
                        .filter(file -> !hidden(root.relativize(file)) && Files.isRegularFile(file))
                        .sorted()
                        .forEach(found::add);
            }
        }
        if (found.isEmpty()) {
            item.report("no file matches \"" + glob + "\", looked for below " + root.toAbsolutePath());
        }
        return found;
    }

    private static int firstWildcard(String glob) {
        Matcher matcher = WILDCARD.matcher(glob);
        return matcher.find() ? matcher.start() : glob.length();
    }

    /** In Java's globs {@code **}{@code /} is at least one folder; everywhere else it may be none. */
    private static String orNoFolder(String glob) {
        return glob.replace("**/", "{**/,}");
    }

    private static int depth(String glob) {
        return glob.contains("**")
                ? Integer.MAX_VALUE
                : 1 + (int) glob.chars().filter(c -> c == '/').count();
    }

    private static boolean hidden(Path relative) {
        for (Path name : relative) {
            if (name.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }
}
