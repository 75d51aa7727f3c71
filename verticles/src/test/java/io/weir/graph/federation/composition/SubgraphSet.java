package io.weir.graph.federation.composition;

import io.weir.graph.federation.reading.SubgraphSdl;
import io.weir.graph.sdl.SdlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Subgraphs that go together, from one file among the resources: each begins with a line {@code #### NAME}.
 *
 * @param name the file's name without its ending
 */
record SubgraphSet(String name, List<SubgraphSdl> subgraphs) {

    private static final String HEADING = "#### ";

    /** All files of the folder {@code sets}. */
    static List<SubgraphSet> all() {
        try (Stream<Path> files =
                Files.list(Path.of(SubgraphSet.class.getResource("sets").toURI()))) {
            return files.sorted().map(SubgraphSet::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static SubgraphSet parse(String name, String text) {
        return new SubgraphSet(
                name,
                Arrays.stream(("\n" + text).split("\n" + HEADING))
                        .skip(1)
                        .map(SubgraphSet::subgraph)
                        .toList());
    }

    private static SubgraphSet read(Path file) {
        try {
            String name = file.getFileName().toString().replace(".graphql", "");
            return parse(name, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SubgraphSdl subgraph(String section) {
        int end = section.indexOf('\n');
        String name = section.substring(0, end).strip();
        SdlText text = new SdlText(name + ".graphql", section.substring(end + 1));
        return new SubgraphSdl(name, "http://" + name + "/graphql", List.of(text));
    }
}
