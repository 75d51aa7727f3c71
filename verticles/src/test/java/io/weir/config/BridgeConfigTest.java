package io.weir.config;

import static io.weir.config.WrittenConfig.GRAPH;
import static io.weir.config.WrittenConfig.assertEveryKeyIsSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BridgeConfigTest {

    @TempDir
    Path folder;

    @Test
    void shouldHaveDefaults() {
        // Given
        WrittenConfig written = new WrittenConfig(folder);

        // Then
        assertThat(written.load(GRAPH).bridge()).isEqualTo(BridgeConfig.DEFAULT);
        assertThat(written.load(GRAPH).bridge().tcp()).isEmpty();
        assertThat(written.load(GRAPH + "bridge: { tcp: }\n").bridge().tcp())
                .contains(new TcpBridgeConfig(
                        "127.0.0.1",
                        7000,
                        List.of(),
                        Optional.empty(),
                        new TcpAllowConfig(List.of(), List.of(), List.of()),
                        64 << 10,
                        1000,
                        100,
                        1000,
                        10_000,
                        1 << 20,
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(1)));
    }

    @Test
    void shouldMapEveryKey() {
        // Given
        WrittenConfig written = new WrittenConfig(folder);
        Path certificate = written.write("bridge.pem", "");
        Path key = written.write("bridge.key", "");
        Path clients = written.write("clients.pem", "");

        // When
        TcpBridgeConfig full = written.load(GRAPH + """
                        bridge:
                          tcp:
                            host: 0.0.0.0
                            port: 7001
                            token: [first-token-of-two, second-token-of-two]
                            tls: { certificate: bridge.pem, key: bridge.key, clientCa: clients.pem }
                            allow: { publish: [orders.*], send: [stock], receive: ["getEmployee.*", "model.#"] }
                            maxFrame: 1KB
                            maxConnections: 2
                            maxRegistrations: 3
                            maxPending: 4
                            maxRate: 5
                            writeBuffer: 6KB
                            authTimeout: 7s
                            idleTimeout: 8s
                        """).bridge().tcp().orElseThrow();

        // Then
        assertEveryKeyIsSet(full, TcpBridgeConfig.SHAPE.defaults());
        assertThat(full)
                .isEqualTo(new TcpBridgeConfig(
                        "0.0.0.0",
                        7001,
                        List.of("first-token-of-two", "second-token-of-two"),
                        Optional.of(new TcpTlsConfig(certificate, key, Optional.of(clients))),
                        new TcpAllowConfig(List.of("orders.*"), List.of("stock"), List.of("getEmployee.*", "model.#")),
                        1 << 10,
                        2,
                        3,
                        4,
                        5,
                        6 << 10,
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(8)));
        assertThat(full.toString()).doesNotContain("first-token");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            host: 0.0.0.0                  | `3:16: bridge.tcp: other machines reach "0.0.0.0": give token or tls.clientCa, or listen on 127.0.0.1`
            token: hush                    | `3:25: bridge.tcp.token: the value is not a token of at least 16 visible characters`
            maxFrame: 2GB                  | `3:28: bridge.tcp.maxFrame: "2GB" is not a size from 256B to 16MB, such as 64KB or 1MB`
            tls: { certificate: weir.yaml } | `3:23: bridge.tcp.tls: the key "key" is missing: PEM file of the private key (PKCS #8).`
            allow: { publish: ["weir:log"] } | `3:37: bridge.tcp.allow.publish[0]: "weir:log" is not an address such as orders.created, or a pattern such as orders.*, where others than Weir may publish`
            allow: { send: ["__vertx.reply.*"] } | `3:34: bridge.tcp.allow.send[0]: "__vertx.reply.*" is not an address such as orders.created, or a pattern such as orders.*, where others than Weir may publish`
            allow: { publish: [model.#] } | `3:37: bridge.tcp.allow.publish[0]: "model.#" is not an address such as orders.created, or a pattern such as orders.*, where others than Weir may publish`
            allow: { send: [mutation.order] } | `3:34: bridge.tcp.allow.send[0]: "mutation.order" is not an address such as orders.created, or a pattern such as orders.*, where others than Weir may publish`
            allow: { receive: ["weir:#"] } | `3:37: bridge.tcp.allow.receive[0]: "weir:#" is not an address such as orders.created, or a pattern such as orders.*, that is not one of Weir's own`
            """)
    void shouldRefuseBadValues(String bridge, String problem) {
        // When
        List<String> problems = new WrittenConfig(folder).problems(GRAPH + "bridge: { tcp: { " + bridge + " } }\n");

        // Then
        assertThat(problems).containsExactly(problem);
    }
}
