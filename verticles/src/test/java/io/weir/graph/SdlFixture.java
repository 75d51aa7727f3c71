package io.weir.graph;

import io.weir.config.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Graphs from SDL text, as a user would have them in one file. */
public final class SdlFixture {

    private static final Set<String> PROVIDERS = Set.of("default", "rabbit");

    private SdlFixture() {}

    /** The graph of a text that has no problems. */
    public static Graph graph(String sdl) {
        return graph(sdl, PROVIDERS);
    }

    /** The same, with other providers. */
    public static Graph graph(String sdl, Set<String> providers) {
        try {
            return load(sdl, providers);
        } catch (GraphException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** The problems of a text, as {@code line:column: message}. */
    static List<String> problems(String sdl) {
        try {
            load(sdl, PROVIDERS);
            return List.of();
        } catch (GraphException e) {
            return e.problems().stream().map(SdlFixture::shown).toList();
        }
    }

    private static String shown(Problem problem) {
        return problem.line() + ":" + problem.column() + ": " + problem.message();
    }

    private static Graph load(String sdl, Set<String> providers) throws GraphException {
        try {
            Path file = Files.createTempFile("weir", ".graphql");
            try {
                Files.writeString(file, sdl);
                return GraphLoader.load(List.of(file), providers);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
