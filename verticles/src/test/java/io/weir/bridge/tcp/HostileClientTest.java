package io.weir.bridge.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import io.weir.config.TcpTlsConfig;
import io.weir.testing.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no client should do: refused, said in the log, and no one else's trouble. */
class HostileClientTest {

    private static final List<String> ALL = List.of("#");

    private BridgeFixture bridge;

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        bridge.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, -1, Integer.MIN_VALUE, 0, (64 << 10) + 1})
    void shouldHangUpOnAFrameThatAnnouncesTooMuch(int length) throws Exception {
        // Given
        start(new BridgeFixture.Settings());
        try (RawClient neighbour = bridge.connect();
                RawClient client = bridge.connect()) {
            neighbour.send("{'type':'register','address':'a'}").settle();
            long before = heap();

            // When
            client.raw(ByteBuffer.allocate(4).putInt(length).array());

            // Then
            assertThat(client.next().getString("message")).isEqualTo("frame_too_large");
            assertThat(client.isHungUp()).isTrue();
            assertThat(heap() - before).isLessThan(256 << 20);
            bridge.vertx.eventBus().publish("a", 1);
            assertThat(neighbour.next().getInteger("body")).isEqualTo(1);
            assertThat(bridge.log.warnings())
                    .singleElement()
                    .asString()
                    .contains("a frame has 1 to 65536 bytes", "127.0.0.1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "[1]",
                "{'a':",
                "{'type':'send','address':1}",
                "{'type':'send','headers':[]}",
                "{'headers':{'a':{}}}"
            })
    void shouldHangUpOnWhatIsNoFrame(String text) throws Exception {
        // Given
        start(new BridgeFixture.Settings());
        try (RawClient neighbour = bridge.connect();
                RawClient client = bridge.connect()) {
            // When
            client.send(text);

            // Then
            assertThat(client.next())
                    .isEqualTo(new JsonObject().put("type", "err").put("message", "bad_frame"));
            assertThat(client.isHungUp()).isTrue();
            neighbour.settle();
            assertThat(bridge.log.warnings()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'type':'shutdown','address':'a'}", "{'address':'a'}", "{'type':7}", "{}"})
    void shouldRefuseTypesThatItDoesNotKnowAndGoOn(String frame) throws Exception {
        // Given
        start(new BridgeFixture.Settings());
        try (RawClient client = bridge.connect()) {
            // When
            client.send(frame);

            // Then
            assertThat(client.next().getString("message")).isEqualTo("unknown_type");
            client.settle();
        }
    }

    @Test
    void shouldRefuseFramesWithoutAnAddressAndGoOn() throws Exception {
        // Given
        start(new BridgeFixture.Settings());
        try (RawClient client = bridge.connect()) {
            // When
            client.send("{'type':'publish','body':1}").send("{'type':'unregister','address':'a'}");

            // Then
            assertThat(client.next().getString("message")).isEqualTo("missing_address");
            assertThat(client.next().getString("message")).isEqualTo("unknown_address");
            client.settle();
        }
    }

    @Test
    void shouldReadFramesInPiecesAndSeveralAtOnce() throws Exception {
        // Given
        start(new BridgeFixture.Settings());
        byte[] ping = RawClient.frame("{\"type\":\"ping\"}");
        try (RawClient client = bridge.connect()) {
            // When
            for (byte each : ping) {
                client.raw(new byte[] {each});
            }
            client.raw(ByteBuffer.allocate(2 * ping.length).put(ping).put(ping).array());

            // Then
            assertThat(List.of(client.next(), client.next(), client.next()))
                    .containsOnly(new JsonObject().put("type", "pong"));
        }
    }

    @Test
    void shouldHangUpOnHalfAFrameAndSilence() throws Exception {
        // Given
        start(new BridgeFixture.Settings().idle(Duration.ofMillis(200)));
        try (RawClient client = bridge.connect()) {
            // When
            client.raw(new byte[] {0, 0, 1, 0, '{'});

            // Then
            assertThat(client.isHungUp()).isTrue();
        }
    }

    @Test
    void shouldListenOnABoundedNumberOfAddresses() throws Exception {
        // Given
        start(new BridgeFixture.Settings());
        try (RawClient client = bridge.connect()) {
            // When
            for (int i = 0; i < 1000; i++) {
                client.send("{'type':'register','address':'a." + i + "'}");
            }

            // Then
            for (int i = 0; i < 900; i++) {
                assertThat(client.next().getString("message")).isEqualTo("too_many_registrations");
            }
            client.settle();
            assertThat(bridge.metrics.tcpBridge().registrations().sum()).isEqualTo(100);
            assertThat(bridge.log.warnings()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'publish','address':'a','body':1}",
                "{'type':'register','address':'a','headers':{'authorization':'Bearer another-token-for-tests'}}",
                "{'type':'ping','headers':{'authorization':''}}"
            })
    void shouldLetNobodyInWithoutTheToken(String frame) throws Exception {
        // Given
        start(new BridgeFixture.Settings().token(BridgeFixture.TOKEN));
        AtomicInteger heard = new AtomicInteger();
        bridge.vertx.eventBus().consumer("a", event -> heard.incrementAndGet());
        try (RawClient client = bridge.connect()) {
            // When
            client.settle().send(frame);

            // Then
            assertThat(client.next().getString("message")).isEqualTo("unauthorized");
            assertThat(client.isHungUp()).isTrue();
            assertThat(heard).hasValue(0);
            assertThat(bridge.log.warnings())
                    .singleElement()
                    .asString()
                    .contains("token")
                    .doesNotContain("another");
        }
    }

    @Test
    void shouldLetInWhoShowsTheTokenOnce() throws Exception {
        // Given
        start(new BridgeFixture.Settings().token(BridgeFixture.TOKEN).auth(Duration.ofMillis(100)));
        try (RawClient client = bridge.connect();
                RawClient silent = bridge.connect()) {
            // When
            client.send("{'type':'ping','headers':{'authorization':'Bearer " + BridgeFixture.TOKEN + "'}}");

            // Then
            assertThat(client.next().getString("type")).isEqualTo("pong");
            assertThat(silent.next().getString("message")).isEqualTo("unauthorized");
            client.send("{'type':'register','address':'a'}").settle();
        }
    }

    @Test
    void shouldHaveABoundedNumberOfConnections() throws Exception {
        // Given
        start(new BridgeFixture.Settings().connections(2));
        try (RawClient first = bridge.connect();
                RawClient second = bridge.connect()) {
            first.settle();
            second.settle();

            // When
            RawClient third = bridge.connect();

            // Then
            assertThat(third.next().getString("message")).isEqualTo("too_many_connections");
            assertThat(third.isHungUp()).isTrue();
            first.close();
            await().untilAsserted(() -> bridge.connect().settle());
            second.settle();
        }
    }

    @Test
    void shouldCutOffWhoDoesNotRead() throws Exception {
        // Given
        start(new BridgeFixture.Settings());
        String large = "x".repeat(32 << 10);
        try (RawClient slow = bridge.connect();
                RawClient neighbour = bridge.connect()) {
            slow.send("{'type':'register','address':'a'}").settle();
            neighbour.send("{'type':'register','address':'b'}").settle();

            // When
            await().pollInterval(Duration.ofMillis(5)).until(() -> {
                bridge.vertx.eventBus().publish("a", large);
                return bridge.metrics.tcpBridge().slow().count() == 1;
            });

            // Then
            assertThat(slow.isHungUp()).isTrue();
            bridge.vertx.eventBus().publish("b", large);
            assertThat(neighbour.next().getString("body")).hasSize(large.length());
            assertThat(bridge.log.warnings()).singleElement().asString().contains("does not read");
        }
    }

    @Test
    void shouldReadNoMoreFromWhoDoesNotReadItsAnswers() throws Exception {
        // Given
        start(new BridgeFixture.Settings());
        byte[] ping = RawClient.frame("{\"type\":\"ping\"}");
        AtomicInteger sent = new AtomicInteger();
        try (RawClient client = bridge.connect()) {
            Thread flood = new Thread(() -> flood(client, ping, sent));
            flood.start();

            // When
            AtomicInteger before = new AtomicInteger();
            await().during(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> before.getAndSet(sent.get()) == sent.get() && sent.get() > 1000);

            // Then
            assertThat(bridge.metrics.tcpBridge().framesIn().count()).isLessThan(sent.get() + 1.0);
            assertThat(bridge.connect().settle()).isNotNull();
            for (int i = 0; i < 100_000; i++) {
                client.next();
            }
        }
    }

    @Test
    void shouldTakeAllOfAFloodThoughMoreSlowly() throws Exception {
        // Given
        start(new BridgeFixture.Settings().rate(1000));
        AtomicInteger heard = new AtomicInteger();
        bridge.vertx.eventBus().consumer("a", event -> heard.incrementAndGet());
        try (RawClient client = bridge.connect()) {
            // When
            for (int i = 0; i < 1500; i++) {
                client.send("{'type':'publish','address':'a','body':1}");
            }
            client.settle();

            // Then
            await().untilAsserted(() -> assertThat(heard).hasValue(1500));
        }
    }

    @Test
    void shouldAskABoundedNumberOfQuestions() throws Exception {
        // Given
        start(new BridgeFixture.Settings().pending(2));
        bridge.vertx.eventBus().consumer("a", question -> {});
        try (RawClient client = bridge.connect()) {
            // When
            for (int i = 0; i < 3; i++) {
                client.send("{'type':'send','address':'a','replyAddress':'r-" + i + "'}");
            }

            // Then
            assertThat(client.next().encode()).contains("r-2", "too many are open");
        }
    }

    @Test
    void shouldHoldABoundedNumberOfQuestions() throws Exception {
        // Given
        start(new BridgeFixture.Settings().pending(2));
        try (RawClient client = bridge.connect()) {
            client.send("{'type':'register','address':'a'}").settle();

            // When
            List<CompletableFuture<?>> answers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                answers.add(bridge.vertx
                        .eventBus()
                        .request("a", i, new DeliveryOptions().setSendTimeout(60_000))
                        .toCompletionStage()
                        .toCompletableFuture());
            }

            // Then
            assertThatThrownBy(() -> answers.get(0).get(20, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            ReplyException.class,
                            failure -> assertThat(failure.failureCode()).isEqualTo(503));
            assertThat(answers.get(1)).isNotDone();
            client.next();
            client.send("{'type':'send','address':'" + client.next().getString("replyAddress") + "','body':'yes'}");
            assertThat(answers.get(1).get(20, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void shouldTakeOnlyClientsWithACertificate() throws Exception {
        // Given
        TestCertificate certificate = TestCertificate.in(folder);
        Path key = Files.writeString(folder.resolve("bridge.key"), certificate.privateKey());
        start(new BridgeFixture.Settings()
                .tls(new TcpTlsConfig(certificate.pem(), key, Optional.of(certificate.pem()))));

        // When
        try (RawClient known = secured(certificate, true)) {
            known.settle();
        }
        try (RawClient stranger = secured(certificate, false)) {
            assertThatThrownBy(stranger::settle).isInstanceOf(IOException.class);
        }
        try (RawClient plain = bridge.connect()) {
            plain.send("{'type':'ping'}");
            assertThat(plain.isHungUp()).isTrue();
        }

        // Then
        await().untilAsserted(() -> assertThat(bridge.log.warnings())
                .filteredOn(line -> line.contains("no TLS handshake"))
                .hasSize(2));
    }

    private void start(BridgeFixture.Settings settings) {
        bridge = new BridgeFixture(settings.allow(ALL, ALL, ALL).config());
    }

    private RawClient secured(TestCertificate certificate, boolean showing) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(certificate.keyStore())) {
            store.load(in, TestCertificate.PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("bridge", store.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, TestCertificate.PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(showing ? keys.getKeyManagers() : null, trust.getTrustManagers(), null);
        return new RawClient(tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), bridge.port));
    }

    private static void flood(RawClient client, byte[] frame, AtomicInteger sent) {
        try {
            for (int i = 0; i < 10_000_000; i++) {
                client.raw(frame);
                sent.incrementAndGet();
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private static long heap() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
