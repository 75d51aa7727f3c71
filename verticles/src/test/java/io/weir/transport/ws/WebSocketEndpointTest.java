package io.weir.transport.ws;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.weir.config.WebSocketConfig;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ways to the wire, frame by frame over real sockets. */
@ParameterizedClass(name = "slim {0}")
@ValueSource(booleans = {true, false})
class WebSocketEndpointTest {

    private static final String INIT = "{\"type\":\"connection_init\"}";
    private static final String ACK = "{\"type\":\"connection_ack\"}";

    @Parameter
    private boolean slim;

    private EndpointUnderTest endpoint;

    @BeforeEach
    void start() throws Exception {
        endpoint = EndpointUnderTest.start(slim ? EndpointUnderTest.SLIM : EndpointUnderTest.STOCK);
    }

    @AfterEach
    void close() throws Exception {
        endpoint.close();
    }

    @Test
    void shouldShakeHands() throws Exception {
        // When
        try (RawClient client = RawClient.open(endpoint.port())) {

            // Then: the example of RFC 6455, 1.3
            assertThat(client.head())
                    .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
                    .containsIgnoringCase("\r\nUpgrade: websocket\r\n")
                    .containsIgnoringCase("\r\nConnection: upgrade\r\n")
                    .containsIgnoringCase("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
                    .containsIgnoringCase("\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n")
                    .doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
            assertThat(endpoint.open()).isEqualTo(1);
        }
    }

    @Test
    void shouldCarryASubscriptionFromInitToComplete() throws Exception {
        // Given
        try (RawClient client = RawClient.ready(endpoint.port())) {
            client.text("{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":{\"query\":\"subscription news\"}}");
            await().until(() -> endpoint.subscriptions.all.size() == 1);

            // When
            endpoint.onLoop(() -> endpoint.subscriptions.get(0).live());
            endpoint.onLoop(() -> endpoint.subscriptions.next("{\"data\":{\"news\":\"ü\"}}"));
            endpoint.onLoop(() -> endpoint.subscriptions.get(0).complete());

            // Then
            client.expectText("{\"id\":\"1\",\"type\":\"next\",\"payload\":{\"data\":{\"news\":\"ü\"}}}");
            client.expectText("{\"id\":\"1\",\"type\":\"complete\"}");
        }
    }

    @Test
    void shouldDecodeAFrameThatComesByteByByte() throws Exception {
        // Given
        try (RawClient client = RawClient.open(endpoint.port())) {

            // When
            for (byte b : RawClient.masked(RawClient.FIN | RawClient.TEXT, INIT.getBytes(UTF_8))) {
                client.send(new byte[] {b});
            }

            // Then
            client.expectText(ACK);
        }
    }

    @Test
    void shouldJoinFragmentsWithAPingBetweenThem() throws Exception {
        // Given
        try (RawClient client = RawClient.open(endpoint.port())) {
            byte[] init = "{\"type\":\"connection_init\",\"payload\":{\"ü\":1}}".getBytes(UTF_8);
            int middleOfUmlaut = new String(init, ISO_8859_1).indexOf('Ã') + 1;

            // When
            client.frame(RawClient.TEXT, Arrays.copyOf(init, middleOfUmlaut));
            client.frame(RawClient.FIN | RawClient.PING, "hello".getBytes(UTF_8));
            client.frame(RawClient.CONTINUATION, new byte[0]);
            client.frame(RawClient.FIN | RawClient.CONTINUATION, Arrays.copyOfRange(init, middleOfUmlaut, init.length));

            // Then
            RawClient.Frame pong = client.read();
            assertThat(pong.first()).isEqualTo(RawClient.FIN | RawClient.PONG);
            assertThat(pong.text()).isEqualTo("hello");
            client.expectText(ACK);
        }
    }

    @Test
    void shouldCloseOnABinaryFrame() throws Exception {
        try (RawClient client = RawClient.open(endpoint.port())) {
            // When
            client.frame(RawClient.FIN | RawClient.BINARY, INIT.getBytes(UTF_8));

            // Then
            client.expectClose(1003, "Messages are text");
        }
    }

    @Test
    void shouldCloseOnAnOversizedFrame() throws Exception {
        try (RawClient client = RawClient.open(endpoint.port())) {
            // When
            client.frame(RawClient.FIN | RawClient.TEXT, new byte[4097]);

            // Then
            assertThat(client.read().closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void shouldCloseOnAMessageWhoseFragmentsAreTogetherTooBig() throws Exception {
        try (RawClient client = RawClient.open(endpoint.port())) {
            // When
            client.frame(RawClient.TEXT, new byte[3000]);
            client.frame(RawClient.FIN | RawClient.CONTINUATION, new byte[1097]);

            // Then
            assertThat(client.read().closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void shouldTakeAMessageOfExactlyTheLimit() throws Exception {
        try (RawClient client = RawClient.open(endpoint.port())) {
            // When
            client.text(INIT + " ".repeat(4096 - INIT.length()));

            // Then
            client.expectText(ACK);
        }
    }

    @Test
    void shouldCloseOnTextThatIsNotUtf8() throws Exception {
        try (RawClient client = RawClient.open(endpoint.port())) {
            // When
            client.frame(RawClient.FIN | RawClient.TEXT, new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'});

            // Then
            client.expectClose(1007, "Text is not UTF-8");
        }
    }

    @Test
    void shouldCloseOnAnUnmaskedFrame() throws Exception {
        try (RawClient client = RawClient.open(endpoint.port())) {
            // When
            client.send(new byte[] {(byte) 0x81, 2, '{', '}'});

            // Then
            assertThat(client.read().closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void shouldCloseOnReservedBits() throws Exception {
        try (RawClient client = RawClient.open(endpoint.port())) {
            // When
            client.frame(0x40 | RawClient.FIN | RawClient.TEXT, INIT.getBytes(UTF_8));

            // Then
            assertThat(client.read().closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void shouldSayWhyTheSecondOfTwoFramesInOneSegmentIsWrong() throws Exception {
        // Given
        ByteArrayOutputStream segment = new ByteArrayOutputStream();
        segment.writeBytes(RawClient.masked(RawClient.FIN | RawClient.TEXT, INIT.getBytes(UTF_8)));
        segment.writeBytes(new byte[] {(byte) 0x81, 2, '{', '}'});

        // When
        try (RawClient client = RawClient.open(endpoint.port())) {
            client.send(segment.toByteArray());

            // Then
            client.expectText(ACK);
            assertThat(client.read().closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void shouldAnswerTheClientsCloseFrameAndLetGo() throws Exception {
        // Given
        try (RawClient client = RawClient.ready(endpoint.port())) {
            client.text("{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":{\"query\":\"subscription news\"}}");
            await().until(() -> endpoint.subscriptions.all.size() == 1);

            // When
            client.close(1000);

            // Then
            client.expectClose(1000, "");
            client.expectEnd();
            await().until(() -> endpoint.open() == 0);
            assertThat(endpoint.subscriptions.get(0).left).isEqualTo(1);
            assertThat(endpoint.metrics.connections().sum()).isZero();
        }
    }

    @Test
    void shouldLetGoOnceTheClientAnswersTheServersCloseFrame() throws Exception {
        // Given
        try (RawClient client = RawClient.open(endpoint.port())) {
            client.text("nonsense");
            assertThat(client.read().closeCode()).isEqualTo(4400);

            // When
            client.close(4400);

            // Then
            client.expectEnd();
            await().until(() -> endpoint.open() == 0);
        }
    }

    @Test
    void shouldLeaveSubscriptionsOfAClientThatVanishes() throws Exception {
        // Given
        RawClient client = RawClient.ready(endpoint.port());
        client.text("{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":{\"query\":\"subscription news\"}}");
        await().until(() -> endpoint.subscriptions.all.size() == 1);

        // When
        client.reset();

        // Then
        await().until(() -> endpoint.open() == 0);
        assertThat(endpoint.subscriptions.get(0).left).isEqualTo(1);
        assertThat(endpoint.metrics.connections().sum()).isZero();
    }

    @Test
    void shouldCloseWithoutTheSubProtocol() throws Exception {
        // When
        try (RawClient client = RawClient.connect(endpoint.port())) {
            client.shakeHands(Map.of("Sec-WebSocket-Protocol", "graphql-ws, soap"));

            // Then
            assertThat(client.head()).startsWith("HTTP/1.1 101 ").doesNotContainIgnoringCase("Sec-WebSocket-Protocol");
            client.expectClose(4406, "Subprotocol not acceptable");
        }
    }

    @Test
    void shouldChooseTheSubProtocolAmongOthers() throws Exception {
        // When
        try (RawClient client = RawClient.connect(endpoint.port())) {
            client.shakeHands(Map.of("Sec-WebSocket-Protocol", "graphql-ws, graphql-transport-ws"));

            // Then
            assertThat(client.head()).containsIgnoringCase("Sec-WebSocket-Protocol: graphql-transport-ws\r\n");
            client.text(INIT);
            client.expectText(ACK);
        }
    }

    @Test
    void shouldRefuseWhatIsNoHandshake() throws Exception {
        assertThat(statusOf(Map.of("Sec-WebSocket-Version", "8")))
                .startsWith("HTTP/1.1 426")
                .contains("13");
        assertThat(statusOf(Map.of("Sec-WebSocket-Key", "short"))).startsWith("HTTP/1.1 400");
        assertThat(statusOf(Map.of("Connection", "keep-alive"))).startsWith("HTTP/1.1 400");
    }

    @Test
    void shouldRefuseForeignPages() throws Exception {
        assertThat(statusOf(Map.of("Origin", "https://elsewhere.example"))).startsWith("HTTP/1.1 403");
        assertThat(statusOf(Map.of("Origin", "http://localhost"))).startsWith("HTTP/1.1 101");
    }

    private String statusOf(Map<String, String> headers) throws Exception {
        try (RawClient client = RawClient.connect(endpoint.port())) {
            return client.shakeHands(headers).head();
        }
    }

    @Test
    void shouldCloseAllWhenItDrainsAndTakeNoMore() throws Exception {
        // Given
        try (RawClient first = RawClient.ready(endpoint.port());
                RawClient second = RawClient.open(endpoint.port())) {

            // When
            Future<Void> drained = endpoint.drain();

            // Then
            first.expectClose(1012, "Service restart");
            second.expectClose(1012, "Service restart");
            assertThat(drained.isComplete()).isFalse();
            assertThat(statusOf(Map.of())).startsWith("HTTP/1.1 503");
            first.close(1012);
            second.close(1012);
            EndpointUnderTest.get(drained);
        }
    }

    @Test
    void shouldDropASocketWhoseClientNeverAnswersTheCloseFrame() throws Exception {
        // Given
        try (RawClient client = RawClient.open(endpoint.port())) {

            // When
            Future<Void> drained = endpoint.drain();

            // Then
            EndpointUnderTest.get(drained);
            client.expectClose(1012, "Service restart");
            client.expectEnd();
        }
    }

    @Test
    void shouldCutOffASlowClientAndNoOther() throws Exception {
        // Given
        String response = "{\"data\":\"" + "x".repeat(100_000) + "\"}";
        try (RawClient slow = narrowSubscriber();
                RawClient other = RawClient.ready(endpoint.port())) {
            other.text("{\"id\":\"2\",\"type\":\"subscribe\",\"payload\":{\"query\":\"subscription news\"}}");
            await().until(() -> endpoint.subscriptions.all.size() == 2);

            // When
            int sent = 0;
            while (endpoint.metrics.slowClients().count() == 0 && sent < 1_000) {
                endpoint.onLoop(() -> endpoint.subscriptions.next(response));
                other.expectMessage("{\"id\":\"2\",\"type\":\"next\",\"payload\":" + response + "}");
                sent++;
            }

            // Then
            assertThat(endpoint.metrics.slowClients().count()).isEqualTo(1);
            assertThat(endpoint.subscriptions.get(0).left).isEqualTo(1);
            assertThat(lastFrameOf(slow).closeReason()).isEqualTo("slow client");
            assertThat(endpoint.subscriptions.get(1).left).isZero();
        }
    }

    private RawClient narrowSubscriber() throws Exception {
        RawClient slow = RawClient.connectNarrow(endpoint.port()).shakeHands(Map.of());
        slow.text(INIT);
        slow.expectText(ACK);
        slow.text("{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":{\"query\":\"subscription news\"}}");
        await().until(() -> endpoint.subscriptions.all.size() == 1);
        return slow;
    }

    private static RawClient.Frame lastFrameOf(RawClient client) {
        RawClient.Frame frame = client.read();
        while (frame.first() != (RawClient.FIN | RawClient.CLOSE)) {
            frame = client.read();
        }
        assertThat(frame.closeCode()).isEqualTo(1013);
        return frame;
    }

    @Test
    void shouldNotTakeABurstWithinOneTickForASlowClient() throws Exception {
        // Given
        int count = 100;
        String response = "\"" + "x".repeat(EndpointUnderTest.WRITE_BUFFER / 90) + "\"";
        try (RawClient client = RawClient.ready(endpoint.port())) {
            client.text("{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":{\"query\":\"subscription news\"}}");
            await().until(() -> endpoint.subscriptions.all.size() == 1);

            // When
            endpoint.onLoop(() -> {
                for (int i = 0; i < count; i++) {
                    endpoint.subscriptions.next(response);
                }
            });

            // Then
            for (int i = 0; i < count; i++) {
                client.expectMessage("{\"id\":\"1\",\"type\":\"next\",\"payload\":" + response + "}");
            }
            assertThat(endpoint.metrics.slowClients().count()).isZero();
        }
    }

    @Test
    void shouldWriteEachSubscribersOwnIdBeforeSharedPayloadsOfAllSizes() throws Exception {
        // Given
        try (RawClient client = RawClient.ready(endpoint.port())) {
            for (String id : new String[] {"a", "a-longer-\\\"id\\\"", "b"}) {
                client.text("{\"id\":\"%s\",\"type\":\"subscribe\",\"payload\":{\"query\":\"subscription news\"}}"
                        .formatted(id));
            }
            await().until(() -> endpoint.subscriptions.all.size() == 3);

            for (int size : new int[] {1, 60, 200, 5_000, 70_000}) {
                // When
                String response = "{\"data\":\"" + "x".repeat(size) + "\"}";
                endpoint.onLoop(() -> endpoint.subscriptions.next(response));

                // Then
                client.expectMessage("{\"id\":\"a\",\"type\":\"next\",\"payload\":" + response + "}");
                client.expectMessage("{\"id\":\"a-longer-\\\"id\\\"\",\"type\":\"next\",\"payload\":" + response + "}");
                client.expectMessage("{\"id\":\"b\",\"type\":\"next\",\"payload\":" + response + "}");
            }
        }
    }

    @Test
    void shouldCloseWhenNoInitCame() throws Exception {
        // Given
        endpoint.close();
        endpoint = EndpointUnderTest.start(
                new WebSocketConfig(slim, ofMillis(150), ofMillis(30_000), ofMillis(30_000), 4096, 100));

        // When
        try (RawClient client = RawClient.open(endpoint.port())) {

            // Then
            client.expectClose(4408, "Connection initialisation timeout");
        }
    }

    @Test
    void shouldPingASilentClientAndCloseWhenItStaysSilent() throws Exception {
        // Given
        endpoint.close();
        endpoint = EndpointUnderTest.start(
                new WebSocketConfig(slim, ofMillis(5_000), ofMillis(150), ofMillis(2_000), 4096, 100));

        // When
        try (RawClient client = RawClient.ready(endpoint.port())) {

            // Then
            client.expectText("{\"type\":\"ping\"}");
            client.text("{\"type\":\"pong\"}");
            client.expectText("{\"type\":\"ping\"}");
            client.expectClose(4499, "No pong in time");
        }
    }

    private static Duration ofMillis(long millis) {
        return Duration.ofMillis(millis);
    }
}
