package io.weir.config;

import static io.weir.config.WrittenConfig.GRAPH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterConfigTest {

    private static final String REACHABLE = "enabled: true, host: 10.0.0.1";
    private static final String SECRET = "secret: 0123456789abcdef";

    @TempDir
    Path folder;

    @Test
    void shouldHaveDefaults() {
        // When
        ClusterConfig defaults = new WrittenConfig(folder).load(GRAPH).cluster();

        // Then
        assertThat(defaults)
                .isEqualTo(new ClusterConfig(
                        false,
                        "weir",
                        Optional.empty(),
                        "127.0.0.1",
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        List.of(),
                        Optional.empty(),
                        1,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Optional.empty()))
                .isEqualTo(ClusterConfig.DEFAULT);
    }

    @Test
    void shouldMapEveryKey() {
        // Given
        WrittenConfig file = new WrittenConfig(folder);
        List.of("a.crt", "a.key", "ca.crt").forEach(name -> file.write(name, ""));
        String yaml = GRAPH + """
                cluster:
                  enabled: true
                  name: shop
                  secret: 0123456789abcdef
                  host: 0.0.0.0
                  publicHost: a.example
                  port: 6000
                  busPort: 6001
                  kubernetes: { namespace: shop, service: weir }
                  minimum: 2
                  lostAfter: 5s
                  handover: 1s
                  tls: { certificate: a.crt, key: a.key, ca: ca.crt }
                """;

        // When
        ClusterConfig full = file.load(yaml).cluster();
        ClusterConfig joined = file.load(GRAPH + "cluster: { join: [\"a:1\", \"[::1]:2\"], kubernetes: { dns: a.b } }")
                .cluster();

        // Then
        assertThat(full)
                .isEqualTo(new ClusterConfig(
                        true,
                        "shop",
                        Optional.of("0123456789abcdef"),
                        "0.0.0.0",
                        Optional.of("a.example"),
                        Optional.of(6000),
                        6001,
                        List.of(),
                        Optional.of(new KubernetesConfig(Optional.empty(), Optional.of("shop"), Optional.of("weir"))),
                        2,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        Optional.of(new ClusterTls(
                                folder.resolve("a.crt"), folder.resolve("a.key"), folder.resolve("ca.crt")))));
        assertThat(joined.join()).containsExactly("a:1", "[::1]:2");
        assertThat(joined.kubernetes().flatMap(KubernetesConfig::dns)).contains("a.b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            name: a b        | `4:9: cluster.name: "a b" is not a name`
            port: 0          | `4:9: cluster.port: "0" is not a whole number from 1 to 65535`
            minimum: 0       | `4:12: cluster.minimum: "0" is not a whole number from 1 to 1000`
            lostAfter: 1s    | `4:14: cluster.lostAfter: "1s" is not a duration from 2s to 10m, such as 250ms, 10s, 5m or 1h`
            join: [a]        | `4:10: cluster.join[0]: "a" is not host:port such as 10.0.0.1:5701, or [::1]:5701`
            tls: {}          | `4:8: cluster.tls: the key "key" is missing: PEM file with its private key (PKCS #8).`
            kubernetes: {}   | `4:15: cluster.kubernetes: needs at least one of the keys dns, namespace`
            """)
    void shouldRefuseBadValues(String line, String problem) {
        // When
        List<String> problems = new WrittenConfig(folder).problems(GRAPH + "cluster:\n  " + line + "\n");

        // Then
        assertThat(problems).contains(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `join: ["10.0.0.2:5701"]` | `secret: a cluster that listens on 10.0.0.1 needs one of at least 16 characters, the same for every node`
            `secret: short, join: ["10.0.0.2:5701"]` | `secret: a cluster that listens on 10.0.0.1 needs one of at least 16 characters, the same for every node`
            `secret: 0123456789abcdef` | `join: name host:port of the nodes to ask for the cluster, or give kubernetes; only on loopback are they found without`
            `secret: 0123456789abcdef, join: ["a:1"], kubernetes: { dns: a }` | `join and kubernetes: give one of them, which says where the others are`
            `secret: 0123456789abcdef, kubernetes: { dns: a, namespace: b }` | `kubernetes: give dns or namespace, not both`
            """)
    void shouldRefuseAClusterThatAnyoneCouldJoinOrNobodyFinds(String keys, String problem) {
        // When
        List<String> problems =
                new WrittenConfig(folder).problems(GRAPH + "cluster: { " + REACHABLE + ", " + keys + " }\n");

        // Then
        assertThat(problems).containsExactly("3:10: cluster: " + problem);
    }

    @Test
    void shouldAskByWhatOthersReachANodeThatListensEverywhere() {
        // When
        List<String> problems = new WrittenConfig(folder)
                .problems(GRAPH + "cluster: { enabled: true, host: 0.0.0.0, " + SECRET + ", join: [\"a:1\"] }\n");

        // Then
        assertThat(problems)
                .containsExactly(
                        "3:10: cluster: publicHost: say what others reach this node by, since host is every address");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "localhost", "127.0.0.5", "'\"::1\"'"})
    void shouldTakeNodesOfThisMachineWithoutMore(String host) {
        // When
        ClusterConfig cluster = new WrittenConfig(folder)
                .load(GRAPH + "cluster: { enabled: true, host: " + host + " }\n")
                .cluster();

        // Then
        assertThat(cluster.onLoopback()).isTrue();
    }

    @Test
    void shouldRefuseBadValuesFromCode() {
        ClusterConfig d = ClusterConfig.DEFAULT;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClusterConfig(
                        false,
                        d.name(),
                        d.secret(),
                        d.host(),
                        d.publicHost(),
                        d.port(),
                        d.busPort(),
                        d.join(),
                        d.kubernetes(),
                        0,
                        d.lostAfter(),
                        d.handover(),
                        d.tls()))
                .withMessage("minimum: \"0\" is not a whole number from 1 to 1000");
    }

    @Test
    void shouldKeepTheSecretOutOfLogs() {
        // Given
        String yaml = GRAPH + "cluster: { " + SECRET + " }\n";

        // Then
        assertThat(new WrittenConfig(folder).load(yaml).cluster().toString()).doesNotContain("0123456789abcdef");
    }
}
