package io.weir.consistency;

import io.weir.server.ConfiguredNode;
import java.nio.file.Files;
import java.nio.file.Path;

/** Nodes of this JVM. */
final class ConsistentNode {

    private ConsistentNode() {}

    /**
     * Starts one.
     *
     * @param parent where it gets a folder of its own, or has one from before
     * @param configuration what it has besides a graph and ports
     */
    static ConfiguredNode start(Path parent, String name, String sdl, String configuration) throws Exception {
        Path folder = Files.createDirectories(parent.resolve(name));
        Files.writeString(folder.resolve("schema.graphql"), sdl);
        return ConfiguredNode.start(folder, "graph: { schemas: [schema.graphql] }\n" + configuration);
    }
}
