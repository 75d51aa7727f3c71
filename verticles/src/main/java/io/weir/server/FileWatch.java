package io.weir.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Compares files with what they were, by size and time of change. Works where files are links that are exchanged, as
 * those of Kubernetes are. For one thread at a time.
 */
public final class FileWatch {

    private final Supplier<Set<Path>> files;
    private Map<Path, Stamp> known;
    private Map<Path, Stamp> last;

    /**
     * Knows the files as they are now.
     *
     * @param files which ones; asked at every look, since a glob may find others
     */
    public FileWatch(Supplier<Set<Path>> files) {
        this.files = files;
        this.known = stamps();
        this.last = known;
    }

    /** What tells one state of a file from another. */
    private record Stamp(FileTime changed, long size) {}

    /**
     * Whether something changed since the last time this was true, and has stayed as it is since the last look: whoever
     * writes several files, or one slowly, is not interrupted.
     */
    boolean changed() {
        Map<Path, Stamp> now = stamps();
        boolean settled = now.equals(last);
        last = now;
        if (!settled || now.equals(known)) {
            return false;
        }
        known = now;
        return true;
    }

    private Map<Path, Stamp> stamps() {
        Map<Path, Stamp> stamps = new HashMap<>();
        for (Path file : files.get()) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                stamps.put(file, new Stamp(attributes.lastModifiedTime(), attributes.size()));
            } catch (IOException missing) {
                // a state too: it differs from the one with the file
            }
        }
        return stamps;
    }
}
