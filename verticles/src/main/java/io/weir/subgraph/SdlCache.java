package io.weir.subgraph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A folder with the SDL that subgraphs gave: of each what it said last, and beside it what it said when the graph last
 * composed. Files are written as a whole or not at all. Blocks on the disk.
 */
final class SdlCache {

    private final Path folder;

    /** The folder need not be there yet. */
    SdlCache(Path folder) {
        this.folder = folder;
    }

    /**
     * What a subgraph gave once.
     *
     * @param file where it is kept
     * @param text its SDL
     * @param since when it gave it
     */
    record Entry(Path file, String text, Instant since) {}

    /** Where is kept what a subgraph said last, whether the graph composes with it or not. */
    Path file(String subgraph) {
        return folder.resolve(subgraph + ".graphql");
    }

    private Path composed(String subgraph) {
        return folder.resolve(subgraph + ".composed.graphql");
    }

    /** Keeps what a subgraph said. */
    void write(String subgraph, String sdl) throws IOException {
        write(file(subgraph), sdl);
    }

    /** Keeps for starts what a subgraph said, since the graph composes with it. */
    void writeComposed(String subgraph, String sdl) throws IOException {
        write(composed(subgraph), sdl);
    }

    private void write(Path file, String sdl) throws IOException {
        Files.createDirectories(folder);
        Path whole = Files.createTempFile(folder, "." + file.getFileName() + "-", ".part");
        try {
            Files.writeString(whole, sdl);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /** What is kept of a subgraph, if anything: with what composed if it ever did. */
    Optional<Entry> read(String subgraph) throws IOException {
        for (Path file : List.of(composed(subgraph), file(subgraph))) {
            if (Files.isRegularFile(file)) {
                return Optional.of(new Entry(
                        file,
                        Files.readString(file),
                        Files.getLastModifiedTime(file).toInstant()));
            }
        }
        return Optional.empty();
    }
}
