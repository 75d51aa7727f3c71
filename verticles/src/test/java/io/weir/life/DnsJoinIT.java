package io.weir.life;

import static io.weir.life.Cluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.testing.FreePorts;
import io.weir.testing.Hosts;
import io.weir.testing.NodeProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes on hosts of their own that know nothing of each other but a name, which has the addresses of all of them at one
 * port, as that of a headless service in Kubernetes. The names are those of a file, which their JVMs ask instead of DNS.
 */
@Timeout(180)
class DnsJoinIT {

    private static final int SIZE = 3;
    private static final String SDL = """
            type Query { greet: Greeting @eventsRequest(topic: "greet") }
            type Greeting { text: String }
            """;

    private static final String CONFIGURATION = """
            cluster:
              enabled: true
              secret: never-used-anywhere-else
              host: %s
              port: %d
              kubernetes: { dns: weir-cluster.weir.svc.cluster.local }
              minimum: 3
              lostAfter: 3s
            """;

    @TempDir
    Path folder;

    private final List<NodeProcess> nodes = new ArrayList<>();
    private Hosts hosts;

    @BeforeAll
    static void hostsArePossible() {
        assumeTrue(Hosts.possible(), "NOT TESTED: network namespaces need root and the program ip (iproute2)");
    }

    @AfterEach
    void stop() {
        nodes.parallelStream().forEach(NodeProcess::close);
        hosts.close();
    }

    @Test
    void shouldFindTheOthersByAName() throws Exception {
        // Given
        hosts = Hosts.open(1, SIZE);
        Path names = Files.writeString(folder.resolve("names"), names());
        int port = FreePorts.next();
        for (int i = 0; i < SIZE; i++) {
            String configuration = CONFIGURATION.formatted(hosts.get(i).address(), port);
            nodes.add(NodeProcess.on(hosts.get(i), folder, "node" + i, SDL, configuration)
                    .environment("JDK_JAVA_OPTIONS", "-Djdk.net.hosts.file=" + names));
        }

        // When
        for (NodeProcess node : nodes) {
            node.launch();
        }
        nodes.forEach(NodeProcess::awaitStart);

        // Then
        awaitAll();

        // When
        nodes.get(0).kill();
        nodes.get(0).start();

        // Then
        awaitAll();
    }

    private String names() {
        return IntStream.range(0, SIZE)
                .mapToObj(i -> hosts.get(i).address() + " weir-cluster.weir.svc.cluster.local\n")
                .collect(Collectors.joining("", "127.0.0.1 localhost\n", ""));
    }

    private void awaitAll() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(nodes)
                        .allSatisfy(node ->
                                assertThat(node.metrics()).as(node.toString()).contains("weir_cluster_nodes 3.0\n"))
                        .allSatisfy(node -> assertThat(node.readiness()).isEqualTo(200)));
    }
}
