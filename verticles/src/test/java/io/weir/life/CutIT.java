package io.weir.life;

import static io.weir.life.Cluster.LOST_AFTER;
import static io.weir.life.Cluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.streams.EventStream;
import io.weir.testing.Hosts;
import io.weir.testing.NodeProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes, two of which must see each other to serve anyone, on a network that is cut and healed. */
@Timeout(240)
class CutIT {

    @TempDir
    static Path folder;

    private static Cluster cluster;
    private static Load load;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(
                Hosts.possible(),
                "NOT TESTED: a cut network. That needs network namespaces: root, and the program ip (iproute2)");
        cluster = new Cluster(folder, 2);
        cluster.start();
        load = Load.on(cluster);
    }

    @AfterAll
    static void stop() throws Exception {
        if (load != null) {
            load.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void forget() {
        load.forget();
    }

    @AfterEach
    void heal() {
        cluster.heal();
    }

    @Test
    void shouldServeNobodyFromTheSmallerPartOfACutNetworkUntilItIsHealed() throws Exception {
        // Given
        NodeProcess alone = cluster.node(2);
        List<Watcher> watchers = load.watchersAt(alone);
        assertThat(watchers).isNotEmpty();

        // When
        cluster.isolate(2);

        // Then
        await().atMost(PATIENCE).until(() -> alone.readiness() == 503);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(watchers)
                        .allSatisfy(watcher -> assertThat(watcher.sentAway()).isNotEmpty()));
        assertThat(load.sentAway()).contains("1013");
        assertThat(alone.ask("{ lookup(id: \"1\") { id } }").encode()).contains("NODE_ISOLATED");
        Cluster.endure(LOST_AFTER);
        load.settle();
        assertThat(load.refusals()).contains("NODE_ISOLATED");

        // When
        cluster.heal();

        // Then
        cluster.awaitReady();
        load.settle();
        load.awaitServiceEverywhere();
    }

    @Test
    void shouldGoOnWithoutTheBrokerOfTwoNodes() throws Exception {
        // Given clients that go nowhere, whatever they are told
        List<EventStream> staying = load.stay();

        // When
        cluster.cutFromBroker(0);
        cluster.cutFromBroker(1);
        await().atMost(PATIENCE).until(() -> load.sentAway().contains("PROVIDER_UNAVAILABLE"));

        // Then the third one brings everything
        load.settle();
        load.awaitNews(staying);

        // When
        cluster.heal();

        // Then
        load.settle();
        load.awaitServiceEverywhere();
    }

    @Test
    void shouldLoseNothingWhileOneNodeIsWithoutItsStore() throws Exception {
        // When it is the node that has the broker's queue
        cluster.cutFromStore(cluster.storing());

        // Then it says so
        await().atMost(PATIENCE).until(() -> load.refusals().contains("STORE_UNAVAILABLE"));

        // And the others bring what the broker keeps for the log
        load.settle();

        // When
        cluster.heal();

        // Then
        load.awaitServiceEverywhere();
    }
}
