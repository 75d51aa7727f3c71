package io.weir.config.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/** One YAML file: its text becomes a tree of {@link YamlValue}s, its complaints gather here. For one thread. */
public final class YamlFile {

    /** Larger than any configuration, small enough to hold. */
    static final int MAX_BYTES = 1 << 20;

    private final Path path;
    private final Environment environment;
    private final List<Report> reports = new ArrayList<>();

    /** A file, not yet read, with the variables that its text may refer to. */
    public YamlFile(Path path, Map<String, String> environment) {
        this.path = path;
        this.environment = new Environment(environment);
    }

    /** Everything that was wrong so far, in the order it was found. */
    public List<Report> reports() {
        return List.copyOf(reports);
    }

    /** Reads the whole file by one shape. The result counts only when nothing was reported. */
    public <T> @Nullable T read(Shape<T> shape) {
        String text = text();
        Node root = text == null ? null : compose(text);
        return root == null ? null : new Section<>(shape).read(new YamlValue(this, "", root));
    }

    /** Where relative paths in the file start. */
    Path directory() {
        Path parent = path.getParent();
        return parent == null ? Path.of("") : parent;
    }

    Environment environment() {
        return environment;
    }

    Place place(Mark mark) {
        return new Place(path, mark.getLine() + 1, mark.getColumn() + 1);
    }

    void report(Mark place, String key, String message) {
        reports.add(new Report(place.getLine() + 1, place.getColumn() + 1, key, message));
    }

    private void report(int line, int column, String message) {
        reports.add(new Report(line, column, "", message));
    }

    private @Nullable String text() {
        if (Files.isDirectory(path)) {
            report(1, 1, "is a folder, not a file");
            return null;
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                report(1, 1, "is larger than " + UnitScale.SIZE.write(MAX_BYTES));
                return null;
            }
            return decode(ByteBuffer.wrap(bytes));
        } catch (NoSuchFileException missing) {
            report(1, 1, "no such file");
        } catch (IOException unreadable) {
            report(1, 1, "cannot be read");
        }
        return null;
    }

    private @Nullable String decode(ByteBuffer bytes) {
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true);
        String decoded = text.flip().toString();
        if (result.isError()) {
            reportAfter(decoded, "is not UTF-8");
            return null;
        }
        return decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
    }

    private @Nullable Node compose(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(50);
        options.setMaxAliasesForCollections(50);
        try {
            Node root = new Yaml(options).compose(new StringReader(text));
            if (root == null) {
                report(1, 1, "is empty");
            }
            return root;
        } catch (MarkedYAMLException malformed) {
            Mark place = malformed.getProblemMark();
            report(place, "", "is not YAML: " + malformed.getProblem() + hint(text, place));
        } catch (ReaderException unprintable) {
            String before = text.substring(0, text.offsetByCodePoints(0, unprintable.getPosition()));
            reportAfter(before, "a control character may not stand in YAML");
        } catch (YAMLException refused) {
            report(1, 1, "is not acceptable YAML: " + refused.getMessage());
        }
        return null;
    }

    /** The braces of a reference and those of YAML look alike. */
    private static String hint(String text, Mark place) {
        boolean reference =
                text.lines().skip(place.getLine()).findFirst().orElse("").contains("${");
        return reference ? "; between [ ] or { } write \"${NAME}\" with its quotes" : "";
    }

    private void reportAfter(String text, String message) {
        int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
        report(line, text.length() - text.lastIndexOf('\n'), message);
    }
}
