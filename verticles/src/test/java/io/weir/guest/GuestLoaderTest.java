package io.weir.guest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A guest that has brought classes of which the server has others. */
class GuestLoaderTest {

    @TempDir
    private Path folder;

    private GuestLoader loader;

    @BeforeEach
    void bring() throws Exception {
        bring(CommandLine.class);
        bring(Vertx.class);
        Files.writeString(
                Files.createDirectories(folder.resolve("io/weir/guest")).resolve("words"), "the guest's");
        loader = GuestLoader.of(List.of(folder));
    }

    @AfterEach
    void close() throws Exception {
        loader.close();
    }

    private void bring(Class<?> type) throws IOException {
        String file = type.getName().replace('.', '/') + ".class";
        Path copy = folder.resolve(file);
        Files.createDirectories(copy.getParent());
        try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
            Files.copy(in, copy);
        }
    }

    @Test
    void shouldFindTheGuestsOwnFirst() throws Exception {
        assertThat(loader.loadClass(CommandLine.class.getName()).getClassLoader())
                .isSameAs(loader);
    }

    @Test
    void shouldTakeFromTheServerWhatCrossesTheBorderAndWhatTheGuestHasNot() throws Exception {
        assertThat(loader.loadClass(Vertx.class.getName())).isSameAs(Vertx.class);
        assertThat(loader.loadClass(Test.class.getName())).isSameAs(Test.class);
    }

    @Test
    void shouldFindTheGuestsOwnResourcesFirst() throws Exception {
        // When
        URL own = loader.getResource("io/weir/guest/words");
        String classFile = CommandLine.class.getName().replace('.', '/') + ".class";
        List<URL> all = Collections.list(loader.getResources(classFile));

        // Then
        try (InputStream in = own.openStream()) {
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("the guest's");
        }
        assertThat(loader.getResource(classFile)).isEqualTo(all.get(0));
        assertThat(all).hasSize(2);
        assertThat(all.get(0).getProtocol()).isEqualTo("file");
    }
}
