package io.weir.subgraph;

import io.weir.config.ConfigException;
import io.weir.config.ConfigLoader;
import io.weir.config.SubgraphsConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Settings of subgraphs, as an operator writes them. */
final class CallSettings {

    private CallSettings() {}

    /** The keys of {@code graph.subgraphDefaults}, such as {@code timeout: 1s, retries: 0}. */
    static SubgraphsConfig of(Path folder, String keys) {
        try {
            Files.writeString(folder.resolve("schema.graphql"), "type Query { a: Int }");
            Path file = folder.resolve("weir.yaml");
            Files.writeString(file, "graph:\n  schemas: [schema.graphql]\n  subgraphDefaults: { " + keys + " }\n");
            return ConfigLoader.load(file, Map.of()).graph().subgraphs();
        } catch (ConfigException e) {
            throw new AssertionError(e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
