package io.weir.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.weir.config.HttpLimits;
import io.weir.config.StreamsConfig;
import io.weir.server.GraphqlSocket;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A subscription that gives exactly one packet, over every protocol. */
@Timeout(60)
class AwaitedSubscriptionTest {

    private static final String PACKET = "{\"data\":{\"u\":1}}";
    private static final String NOT_FOUND = "[{\"message\":\"none\",\"extensions\":{\"code\":\"NOT_FOUND\"}}]";

    private TransportServer server = TransportServer.start();
    private FakeAwaited update = server.awaited("subscription{u}");

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldSendOneNextAndCompleteOverWebSocket() {
        try (GraphqlSocket socket = new GraphqlSocket(server.port())) {
            // When
            socket.send("{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":{\"query\":\"subscription{u}\"}}");
            socket.send("{\"type\":\"ping\"}");
            live();
            String pong = socket.next();
            update.respond(PACKET);

            // Then
            assertThat(pong).isEqualTo("{\"type\":\"pong\"}");
            assertThat(socket.next()).isEqualTo("{\"id\":\"1\",\"type\":\"next\",\"payload\":" + PACKET + "}");
            assertThat(socket.next()).isEqualTo("{\"id\":\"1\",\"type\":\"complete\"}");
            assertThat(server.metrics.subscriptions().sum()).isZero();
        }
    }

    @Test
    void shouldSendAnErrorOverWebSocketWhenThereIsNothingToWaitFor() throws Exception {
        try (GraphqlSocket socket = new GraphqlSocket(server.port())) {
            // When
            socket.send("{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":{\"query\":\"subscription{u}\"}}");
            update.refuse(NOT_FOUND);

            // Then
            assertThat(socket.next()).isEqualTo("{\"id\":\"1\",\"type\":\"error\",\"payload\":" + NOT_FOUND + "}");
        }
    }

    @Test
    void shouldGiveUpTheWaitOfAWebSocketThatCompletesOrGoes() throws Exception {
        try (GraphqlSocket socket = new GraphqlSocket(server.port())) {
            // Given
            socket.send("{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":{\"query\":\"subscription{u}\"}}");
            live();
            socket.send("{\"id\":\"2\",\"type\":\"subscribe\",\"payload\":{\"query\":\"subscription{u}\"}}");
            live();

            // When, then
            socket.send("{\"id\":\"1\",\"type\":\"complete\"}");
            update.left();
        }
        update.left();
        Awaitility.await().until(() -> server.metrics.subscriptions().sum() == 0);
    }

    @Test
    void shouldSendWebSocketsElsewhereWhenTheNodeDrains() throws Exception {
        try (GraphqlSocket socket = new GraphqlSocket(server.port())) {
            // Given
            socket.send("{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":{\"query\":\"subscription{u}\"}}");
            live();

            // When
            Future<Void> stopped = server.stop();

            // Then
            assertThat(socket.next()).isEqualTo("close 1012");
            update.left();
            stopped.toCompletionStage().toCompletableFuture().get();
        }
    }

    @Test
    void shouldStreamOneEventAndEnd() throws Exception {
        // When
        InputStream events = stream("text/event-stream");
        update.respond(PACKET);

        // Then
        assertThat(text(events)).isEqualTo(":\n\nevent: next\ndata: " + PACKET + "\n\nevent: complete\ndata:\n\n");
    }

    @Test
    void shouldStreamOnePartAndEnd() throws Exception {
        // When
        InputStream parts = stream("multipart/mixed;subscriptionSpec=1.0");
        update.respond(PACKET);

        // Then
        assertThat(text(parts)).contains("{\"payload\":" + PACKET + "}").endsWith("\r\n-----\r\n");
    }

    @Test
    void shouldRefuseOverHttpAsRequestErrorsAreRefused() throws Exception {
        // When
        CompletableFuture<HttpResponse<InputStream>> response = answer("text/event-stream");
        update.refuse(NOT_FOUND);

        // Then
        assertThat(text(response.get().body()))
                .isEqualTo(":\n\nevent: next\ndata: {\"errors\":" + NOT_FOUND + "}\n\nevent: complete\ndata:\n\n");
    }

    @Test
    void shouldKeepQuietWaitsAliveAndEndThemWhenTheNodeDrains() throws Exception {
        // Given
        server.close();
        StreamsConfig heartbeats = TransportServer.heartbeats(Duration.ofMillis(40));
        server = TransportServer.start(
                TransportServer.config("127.0.0.1", List.of(), List.of(), HttpLimits.DEFAULT, heartbeats));
        update = server.awaited("subscription{u}");
        InputStream events = stream("text/event-stream");
        assertThat(new String(events.readNBytes(9), StandardCharsets.UTF_8)).isEqualTo(":\n\n:\n\n:\n\n");

        // When
        Future<Void> stopped = server.stop();

        // Then
        assertThat(text(events)).doesNotContain("complete");
        update.left();
        stopped.toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void shouldGiveUpTheWaitOfAnHttpClientThatGoes() throws Exception {
        // Given
        InputStream events = stream("text/event-stream");

        // When
        events.close();

        // Then
        update.left();
        assertThat(update.waits()).isZero();
    }

    private void live() {
        try {
            update.live();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private CompletableFuture<HttpResponse<InputStream>> answer(String accept) {
        return server.client.sendAsync(
                server.post("{\"query\":\"subscription{u}\"}")
                        .header("Accept", accept)
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    private InputStream stream(String accept) throws Exception {
        CompletableFuture<HttpResponse<InputStream>> response = answer(accept);
        live();
        return response.get().body();
    }

    private static String text(InputStream stream) throws Exception {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
}
