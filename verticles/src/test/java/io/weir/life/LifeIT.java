package io.weir.life;

import static io.weir.life.Cluster.LOST_AFTER;
import static io.weir.life.Cluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testing.NodeProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes that do everything: what happens to one of them costs its clients a connection at most. One cluster for all
 * that happens, with clients working all the time.
 */
@Timeout(240)
class LifeIT {

    @TempDir
    static Path folder;

    private static Cluster cluster;
    private static Load load;

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(folder, 1);
        cluster.start();
        load = Load.on(cluster);
    }

    @AfterAll
    static void stop() throws Exception {
        if (load != null) {
            load.close();
        }
        cluster.close();
    }

    @BeforeEach
    void forget() {
        load.forget();
    }

    @Test
    void shouldLoseNothingWhileOneNodeAfterTheOtherIsRestarted() throws Exception {
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

    @Test
    void shouldLoseNothingOfWhatIsKeptWhenANodeIsKilled() throws Exception {
        // Given
        NodeProcess killed = cluster.node(0);
        cluster.shop().takes(800);
        await().atMost(PATIENCE).until(() -> cluster.unfinished() > 1);

        // When
        killed.kill();
        cluster.shop().takes(30);

        // Then the others do what it did
        load.settle();
        await().atMost(PATIENCE).until(() -> cluster.unfinished() <= 1);

        // And it comes back
        killed.start();
        cluster.awaitReady();
        load.settle();
        load.awaitServiceEverywhere();
    }

    @Test
    void shouldBePutRightWhenANodeWakesThatTheOthersGaveUp() throws Exception {
        // Given
        NodeProcess sleeper = cluster.node(1);
        cluster.shop().takes(800);
        await().atMost(PATIENCE).until(() -> cluster.unfinished() > 1);

        // When
        sleeper.signal("STOP");
        List<Watcher> forgotten = load.watchersAt(sleeper);
        cluster.shop().takes(30);
        Cluster.endure(LOST_AFTER.multipliedBy(3));

        // Then the others go on
        assertThat(forgotten).isNotEmpty();
        load.settle(List.of(sleeper));

        // And it goes on with them
        sleeper.signal("CONT");
        cluster.awaitReady();
        load.settle();
        load.awaitServiceEverywhere();
        assertThat(forgotten)
                .allSatisfy(watcher -> assertThat(watcher.sentAway()).isNotEmpty());
    }
}
