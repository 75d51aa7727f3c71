package io.weir.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Promise;
import io.weir.config.HttpConfig;
import io.weir.config.HttpLimits;
import io.weir.execution.OperationResponse;
import io.weir.transport.FakeOperations;
import io.weir.transport.TransportServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client may not do. */
@Timeout(60)
class LimitsTest {

    private static final String GET = "GET /graphql?query=%7Ba%7D HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final HttpLimits TIGHT = new HttpLimits(1, 1000, 200, 300, 1 << 20, HttpLimits.DEFAULT.idle());

    private TransportServer server = start(TIGHT, 2);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldTakeABodyOfExactlyTheLimit() throws Exception {
        // Given
        String json = "{\"query\":\"{a}\"}";

        // When
        HttpResponse<String> response = server.send(server.post(json + " ".repeat(1000 - json.length())));

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void shouldRefuseABodyThatAnnouncesTooMuch() throws Exception {
        // When
        HttpResponse<String> response = server.send(server.post(" ".repeat(1001)));

        // Then
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("larger than 1000 bytes (http.limits.body)");
    }

    @Test
    void shouldRefuseABodyThatTurnsOutTooLarge() throws Exception {
        // Given
        String chunk = "258\r\n" + " ".repeat(600) + "\r\n";

        // When
        RawHttp.Answer answer = RawHttp.send(
                server.port(),
                "POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk + "0\r\n\r\n");

        // Then
        assertThat(answer.status()).isEqualTo(413);
        assertThat(server.operations.requests).isEmpty();
    }

    @Test
    void shouldCloseAConnectionThatGoesOnSendingTooMuch() throws Exception {
        // When
        RawHttp.Answer answer = RawHttp.send(
                server.port(),
                "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2000\r\n\r\nx");

        // Then
        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void shouldJoinABodyThatComesInPieces() throws Exception {
        // When
        RawHttp.Answer answer = RawHttp.send(
                server.port(),
                "POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n"
                        + "5\r\n{\"que\r\n5\r\nry\":\"\r\n5\r\n{a}\"}\r\n0\r\n\r\n");

        // Then
        assertThat(answer.body()).isEqualTo("{\"data\":{\"a\":1}}");
    }

    @Test
    void shouldAskForABodyThatWaitsForLeave() throws Exception {
        // When
        RawHttp.Answer answer = RawHttp.send(
                server.port(),
                "POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + "Expect: 100-continue\r\nContent-Length: 15\r\n\r\n{\"query\":\"{a}\"}");

        // Then
        assertThat(answer.status()).isEqualTo(100);
        assertThat(answer.body()).startsWith("HTTP/1.1 200 OK").endsWith("{\"data\":{\"a\":1}}");
    }

    @Test
    void shouldRefuseALongUrl() throws Exception {
        // When
        HttpResponse<String> response = server.send(server.request("/graphql?query=" + "a".repeat(200)));

        // Then
        assertThat(response.statusCode()).isEqualTo(414);
        assertThat(response.body()).contains("http.limits.url");
    }

    @Test
    void shouldRefuseLargeHeaders() throws Exception {
        // When
        HttpResponse<String> response = server.send(server.request("/graphql").header("x", "y".repeat(300)));

        // Then
        assertThat(response.statusCode()).isEqualTo(431);
        assertThat(response.body()).contains("http.limits.headers");
    }

    @Test
    void shouldRefuseWhatIsNotHttp() throws Exception {
        // When
        RawHttp.Answer answer = RawHttp.send(server.port(), "HELLO\r\n\r\n");

        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"errors\":[{\"message\":");
    }

    @Test
    void shouldCountConnectionsOverAllInstances() throws Exception {
        // Given
        try (Socket first = connect()) {
            first.getOutputStream().write(GET.getBytes(StandardCharsets.UTF_8));
            assertThat(first.getInputStream().read()).isEqualTo('H');

            // When
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> server.send(server.post("{\"query\":\"{a}\"}")));

            // Then
            assertThat(server.metrics.refusedConnections().count()).isPositive();
            assertThat(server.metrics.connections().sum()).isEqualTo(1);
        }
        await().untilAsserted(
                        () -> assertThat(server.metrics.connections().sum()).isZero());
        assertThat(server.send(server.post("{\"query\":\"{a}\"}")).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldCloseASilentConnectionButNotOneThatWaitsForItsAnswer() throws Exception {
        // Given
        server.close();
        server = start(new HttpLimits(10, 1000, 200, 300, 1 << 20, Duration.ofMillis(100)), 1);
        Promise<OperationResponse> slow = server.operations.slowQuery("{slow}");

        try (Socket silent = connect();
                Socket waiting = connect()) {
            waiting.getOutputStream().write(GET.replace("Ba", "Bslow").getBytes(StandardCharsets.UTF_8));
            silent.getOutputStream().write(GET.getBytes(StandardCharsets.UTF_8));

            // When
            byte[] untilClosed = silent.getInputStream().readAllBytes();
            slow.complete(FakeOperations.response("{\"data\":1}"));

            // Then
            assertThat(new String(untilClosed, StandardCharsets.UTF_8)).endsWith("{\"data\":{\"a\":1}}");
            InputStream answer = waiting.getInputStream();
            assertThat(new String(answer.readAllBytes(), StandardCharsets.UTF_8))
                    .endsWith("{\"data\":1}");
        }
    }

    @Test
    void shouldNotRunAheadOfAClientThatPipelinesAndDoesNotRead() throws Exception {
        // Given
        int pipelined = 200;
        server.close();
        server = start(new HttpLimits(10, 1000, 200, 300, 1 << 20, HttpLimits.DEFAULT.idle()), 1);
        server.operations.query("{large}", "x".repeat(200_000));
        server.operations.query("{last}", "{\"data\":\"last\"}");

        try (Socket deaf = connect()) {
            // When
            String large = GET.replace("Ba", "Blarge").repeat(pipelined);
            String last = GET.replace("Ba", "Blast").replace("Host: x", "Connection: close");
            deaf.getOutputStream().write((large + last).getBytes(StandardCharsets.UTF_8));
            // The other client's turns on the same event loop give the server time to run ahead.
            for (int turn = 0; turn < pipelined; turn++) {
                server.send(server.post("{\"query\":\"{a}\"}"));
            }

            // Then
            assertThat(server.operations.executed).doesNotContain("{last}");
            byte[] everything = deaf.getInputStream().readAllBytes();
            assertThat(everything.length).isGreaterThan(pipelined * 200_000);
            assertThat(server.operations.executed).contains("{last}");
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static TransportServer start(HttpLimits limits, int instances) {
        HttpConfig http = TransportServer.config(limits);
        TransportServer server = TransportServer.start(http, instances);
        server.operations.query("{a}", "{\"data\":{\"a\":1}}");
        return server;
    }
}
