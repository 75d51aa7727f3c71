package io.weir.life;

import static io.weir.life.Cluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.weir.testing.NodeProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node of another release that starts actions in words which the others do not know. */
@Timeout(120)
class MixedVersionsIT {

    private static final String NOW = "mutation { now(note: \"%s\") { note } }";

    @TempDir
    static Path folder;

    private static Cluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(folder, 1);
        Path jar =
                OtherVersion.of(Files.createDirectory(folder.resolve("other")), "ActionCodecs", List.of("StartAction"));
        cluster.node(1).roles("transport");
        cluster.node(2).roles("transport").environment("WEIR_JAR", jar.toString());
        cluster.start();
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    @Test
    void shouldTellItAndTellOfItAndGoOnWithTheOthers() throws Exception {
        NodeProcess all = cluster.node(0);
        NodeProcess same = cluster.node(1);
        NodeProcess other = cluster.node(2);

        // Then what it cannot say fails at once, for a reason
        assertThat(answer(other, NOW.formatted("other")).getJsonArray("errors").encode())
                .contains("NODES_INCOMPATIBLE");
        assertThat(cluster.shop().keys()).doesNotContainKey("other");

        // And everything else goes on
        assertThat(answer(other, "{ lookup(id: \"1\") { id } }").encode())
                .isEqualTo("{\"data\":{\"lookup\":{\"id\":\"1\"}}}");
        for (NodeProcess node : List.of(all, same)) {
            assertThat(answer(node, NOW.formatted("same")).getJsonObject("data").encode())
                    .isEqualTo("{\"now\":{\"note\":\"same\"}}");
        }

        // And operators read of it at both
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(all.log()).contains("StartAction");
            assertThat(other.log()).contains("StartAction");
        });
        assertThat(all.metrics()).contains("weir_cluster_undecodable_total");
    }

    private static JsonObject answer(NodeProcess node, String operation) throws Exception {
        return node.ask(operation, Duration.ofSeconds(20));
    }
}
