package io.weir.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** The files of {@code deploy/}, read as the programs that use them do. */
final class DeployFolder {

    /** The repository. */
    static final Path ROOT =
            Path.of(System.getProperty("weir.root", "..")).toAbsolutePath().normalize();

    /** The folder. */
    static final Path DEPLOY = ROOT.resolve("deploy");

    private DeployFolder() {}

    /** A file's text. */
    static String text(String file) {
        try {
            return Files.readString(DEPLOY.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The document of a YAML file; a key that is given twice is an error. */
    static Map<String, Object> yaml(String file) {
        return documents(file).get(0);
    }

    /** All documents of a YAML file. */
    static List<Map<String, Object>> documents(String file) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<Map<String, Object>> documents = new ArrayList<>();
        new Yaml(options).loadAll(text(file)).forEach(document -> documents.add(map(document)));
        return documents;
    }

    /** The names of the files in a folder, sorted. */
    static List<String> list(String folder) {
        try (Stream<Path> files = Files.list(DEPLOY.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A YAML mapping. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    /** What stands at a path of keys. */
    static Map<String, Object> map(Map<String, Object> from, String... keys) {
        Map<String, Object> at = from;
        for (String key : keys) {
            at = map(at.get(key));
        }
        return at;
    }

    /** A YAML sequence of mappings. */
    static List<Map<String, Object>> maps(Object value) {
        return ((List<?>) value).stream().map(DeployFolder::map).toList();
    }

    /** A YAML sequence of texts. */
    static List<String> texts(Object value) {
        return ((List<?>) value).stream().map(String::valueOf).toList();
    }
}
