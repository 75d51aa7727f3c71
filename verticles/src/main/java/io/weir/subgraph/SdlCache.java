package io.weir.subgraph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/** A folder with the SDL that subgraphs gave, one file each, written as a whole or not at all. Blocks on the disk. */
final class SdlCache {

    private final Path folder;

    /** The folder need not be there yet. */
    SdlCache(Path folder) {
        this.folder = folder;
    }

    /**
     * What a subgraph gave once.
     *
     * @param text its SDL
     * @param since when it gave it
     */
    record Entry(String text, Instant since) {}

    /** Where a subgraph's SDL is kept. */
    Path file(String subgraph) {
        return folder.resolve(subgraph + ".graphql");
    }

    /** Keeps a subgraph's SDL. */
    void write(String subgraph, String sdl) throws IOException {
        Files.createDirectories(folder);
        Path whole = Files.createTempFile(folder, "." + subgraph + "-", ".part");
        try {
            Files.writeString(whole, sdl);
            Files.move(whole, file(subgraph), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /** What is kept of a subgraph, if anything. */
    Optional<Entry> read(String subgraph) throws IOException {
        Path file = file(subgraph);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        return Optional.of(new Entry(
                Files.readString(file), Files.getLastModifiedTime(file).toInstant()));
    }
}
