package io.weir.bridge.nats;

import static io.weir.bridge.BridgeClient.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.bridge.BridgeClient;
import io.weir.bus.ProviderState;
import io.weir.testing.LogLines;
import io.weir.testing.NatsServer;
import io.weir.testing.TcpRelay;
import io.weir.testing.TestCertificate;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over TLS, to a server with a certificate for {@code localhost} and 127.0.0.1. */
class TlsIT {

    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String TRUST_PASSWORD = "javax.net.ssl.trustStorePassword";

    @TempDir
    static Path folder;

    private static TestCertificate certificate;
    private static NatsServer server;

    @BeforeAll
    static void start() {
        certificate = TestCertificate.in(folder);
        server = NatsServer.withTls(certificate);
        server.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void trustAsBefore() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_PASSWORD);
    }

    @Test
    void shouldComeInToAHostWhoseCertificateSomebodyVouchesFor() {
        // Given
        trust();

        // When
        try (BridgeClient client = NatsBridges.deploy(server.uri())) {
            // Then
            assertThat(client.states).containsExactly(new ProviderState("n1", BridgeClient.PROVIDER, true));
            await(client.open("t"));
            assertThat(await(client.publish("t", "1")).accepted()).isTrue();
            await().until(() -> client.payloads("t"), List.of("1")::equals);
        }
    }

    @Test
    void shouldNotTrustACertificateThatNobodyVouchesFor() {
        assertNotTrusted(server.uri(), "unable to find valid certification path");
    }

    @Test
    void shouldNotTrustACertificateOfAnotherHost() throws Exception {
        // Given
        trust();
        int port = URI.create(server.uri()).getPort();
        try (TcpRelay other = TcpRelay.from("127.0.0.2", port)) {
            // Then
            assertNotTrusted(server.uri().replace("127.0.0.1:" + port, "127.0.0.2:" + other.port()), "127.0.0.2");
        }
    }

    private static void assertNotTrusted(String uri, String why) {
        try (LogLines log = new LogLines("io.weir.bridge");
                BridgeClient client = NatsBridges.deploy(uri)) {
            assertThat(client.states).containsExactly(new ProviderState("n1", BridgeClient.PROVIDER, false));
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("no TLS", why)
                    .doesNotContain(NatsServer.PASSWORD);
        }
    }

    /** As an operator does who has authorities of his own. */
    private static void trust() {
        System.setProperty(TRUST_STORE, certificate.keyStore().toString());
        System.setProperty(TRUST_PASSWORD, TestCertificate.PASSWORD);
    }
}
