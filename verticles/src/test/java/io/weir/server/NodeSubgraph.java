package io.weir.server;

import static org.awaitility.Awaitility.await;

import io.weir.testing.FreePorts;
import io.weir.testing.Leash;
import io.weir.testing.NodePackages;
import io.weir.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A subgraph in a process of its own, written for Node with {@code @apollo/subgraph}. */
final class NodeSubgraph implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final int port = FreePorts.next();
    private final Leash process;

    private NodeSubgraph(String script, Path log) throws IOException {
        process = Leash.start(
                List.of(Programs.require("node", "nodejs").toString(), script, String.valueOf(port)),
                Map.of("NODE_ENV", "development"),
                NodePackages.folder(NodeSubgraph.class),
                log);
        await().atMost(START_LIMIT)
                .failFast("the subgraph ended: see " + log, () -> !process.isAlive())
                .until(() -> Files.readString(log).contains("ready"));
    }

    /** Starts a script of this package's resources; returns once it answers. {@code folder} takes its log. */
    static NodeSubgraph start(String script, Path folder) throws IOException {
        return new NodeSubgraph(script, folder.resolve(script + ".log"));
    }

    /** Where it answers. */
    String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** Ends it at once, as a crash would. */
    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
