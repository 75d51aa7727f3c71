package io.weir.load.action;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where PostgreSQL's {@code pgbench} is. */
public final class PgBench {

    /** Names the program. */
    static final String VARIABLE = "PGBENCH";

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private PgBench() {}

    /**
     * The program that the environment names, or that of the PATH, or the newest where Debian has them.
     *
     * @throws IOException when there is none; says what to install
     */
    public static Path find() throws IOException {
        return find(System.getenv(), DEBIAN);
    }

    static Path find(Map<String, String> environment, Path debian) throws IOException {
        String named = environment.get(VARIABLE);
        if (named != null) {
            return Optional.of(Path.of(named))
                    .filter(Files::isExecutable)
                    .orElseThrow(() -> new IOException(VARIABLE + " names " + named + ", which is no program"));
        }
        List<Path> folders = Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
        return Stream.concat(folders.stream(), debianFolders(debian).stream())
                .map(folder -> folder.resolve("pgbench"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new IOException("there is no pgbench: install Debian's package postgresql, which has it"
                                + " among PostgreSQL's programs, or name it by " + VARIABLE));
    }

    /** The newest version's first. */
    private static List<Path> debianFolders(Path debian) throws IOException {
        if (!Files.isDirectory(debian)) {
            return List.of();
        }
        try (Stream<Path> versions = Files.list(debian)) {
            return versions.filter(version -> version.getFileName().toString().matches("[0-9]+"))
                    .sorted(Comparator.comparing((Path version) ->
                                    Integer.valueOf(version.getFileName().toString()))
                            .reversed())
                    .map(version -> version.resolve("bin"))
                    .toList();
        }
    }
}
