package io.weir.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testing.NodeProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes that do everything, one cluster for all that happens to them, with clients working all the time. */
@Timeout(240)
class LifeIT {

    @TempDir
    static Path folder;

    private static Cluster cluster;
    private static Load load;

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(folder).start();
        load = Load.on(cluster);
    }

    @AfterAll
    static void stop() throws Exception {
        if (load != null) {
            load.close();
        }
        cluster.close();
    }

    @Test
    void shouldLoseNothingWhileOneNodeAfterTheOtherIsRestarted() throws Exception {
        // Given
        load.forget();

        // When
        for (NodeProcess node : cluster.nodes()) {
            node.close();
            node.start();
            cluster.awaitReady();
        }

        // Then
        load.settle();
        load.awaitServiceEverywhere();
        assertThat(load.sentAway()).contains("1012");
        assertThat(cluster.shop().calls().values()).containsOnly(1);
    }
}
