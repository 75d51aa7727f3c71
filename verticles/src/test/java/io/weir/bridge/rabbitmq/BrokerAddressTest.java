package io.weir.bridge.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.bridge.BridgeClient;
import io.weir.bridge.BrokerThreads;
import io.weir.testing.ScriptRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerAddressTest {

    private static final char[] PASSWORD = "password".toCharArray();

    @Test
    void shouldTrustNoCertificateThatTheJvmDoesNot(@TempDir Path folder) throws Exception {
        // Given a server whose certificate only itself has signed
        try (SSLServerSocket server = selfSigned(folder)) {
            CompletableFuture<Void> handshake = CompletableFuture.runAsync(() -> shakeHands(server));
            BrokerAddress address = address("amqps://guest:guest@localhost:" + server.getLocalPort());

            // Then
            assertThatThrownBy(() -> address.connect("test"))
                    .isInstanceOf(SSLHandshakeException.class)
                    .satisfies(failure ->
                            assertThat(AmqpFailure.of(failure).text()).startsWith("no TLS: PKIX path building failed"));
            assertThat(handshake).failsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void shouldNotRepeatAUriThatIsNone() {
        assertThatThrownBy(() -> address("amqps://guest:s3cret:again@localhost"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("provider \"rabbit\"")
                .hasMessageNotContaining("s3cret");
    }

    private static BrokerAddress address(String uri) {
        return new BrokerAddress(
                BridgeClient.PROVIDER, RabbitmqBridges.config(uri, "e"), new BrokerThreads(BridgeClient.PROVIDER));
    }

    /** Takes one connection until the client gives it up. */
    private static void shakeHands(SSLServerSocket server) {
        try (SSLSocket socket = (SSLSocket) server.accept()) {
            socket.startHandshake();
            socket.getInputStream().read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SSLServerSocket selfSigned(Path folder) throws Exception {
        Path store = folder.resolve("store.p12");
        ScriptRun keytool = ScriptRun.of(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD),
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost"),
                Map.of(),
                "");
        assertThat(keytool.exitCode()).as(keytool.output()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
