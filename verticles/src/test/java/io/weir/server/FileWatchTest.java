package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {

    @TempDir
    Path folder;

    private final Set<Path> files = new LinkedHashSet<>();

    @Test
    void shouldTellOfAChangeOnceItHasSettled() throws IOException {
        // Given
        write("a", "1", 1);
        FileWatch watch = new FileWatch(() -> files);

        // When
        write("a", "2", 2);
        boolean atOnce = watch.changed();
        write("a", "3", 3);
        boolean whileItGoesOn = watch.changed();
        boolean later = watch.changed();

        // Then
        assertThat(atOnce).isFalse();
        assertThat(whileItGoesOn).isFalse();
        assertThat(later).isTrue();
        assertThat(watch.changed()).isFalse();
    }

    @Test
    void shouldTellOfFilesThatComeAndGo() throws IOException {
        // Given
        write("a", "1", 1);
        FileWatch watch = new FileWatch(() -> files);

        // When
        write("b", "1", 1);
        watch.changed();

        // Then
        assertThat(watch.changed()).isTrue();

        // When
        Files.delete(folder.resolve("a"));
        watch.changed();

        // Then
        assertThat(watch.changed()).isTrue();
    }

    @Test
    void shouldTellOfALinkThatNowPointsElsewhere() throws IOException {
        // Given
        Path old = write("old", "1", 1);
        Path next = write("next", "2", 2);
        Path link = Files.createSymbolicLink(folder.resolve("link"), old);
        files.clear();
        files.add(link);
        FileWatch watch = new FileWatch(() -> files);

        // When
        Files.delete(link);
        Files.createSymbolicLink(link, next);
        watch.changed();

        // Then
        assertThat(watch.changed()).isTrue();
    }

    private Path write(String name, String text, int second) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(second * 1000L));
        files.add(file);
        return file;
    }
}
