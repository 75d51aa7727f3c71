package io.weir.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.execution.OperationResponse;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node that goes away. */
@Timeout(60)
class DrainTest {

    private final TransportServer server = TransportServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldFinishWhatRunsAndTakeNothingNew() throws Exception {
        // Given
        Promise<OperationResponse> slow = server.operations.slowQuery("{slow}");
        CompletableFuture<HttpResponse<String>> running = server.client.sendAsync(
                server.post("{\"query\":\"{slow}\"}").build(), HttpResponse.BodyHandlers.ofString());
        Awaitility.await().until(() -> server.operations.executed.size() == 1);

        // When
        Future<Void> stopped = server.stop();
        Awaitility.await().until(this::refusesConnections);
        slow.complete(FakeOperations.response("{\"data\":1}"));

        // Then
        assertThat(running.get().body()).isEqualTo("{\"data\":1}");
        stopped.toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void shouldEndStreamsSoThatTheirClientsComeBack() throws Exception {
        // Given
        server.operations.subscription("subscription{s}", "news");
        InputStream events = stream("text/event-stream");
        InputStream parts = stream("multipart/mixed;subscriptionSpec=1.0");

        // When
        Future<Void> stopped = server.stop();

        // Then
        assertThat(new String(events.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(":\n\n");
        assertThat(new String(parts.readAllBytes(), StandardCharsets.UTF_8))
                .contains("{\"payload\":null,\"errors\":")
                .endsWith("\r\n-----\r\n");
        stopped.toCompletionStage().toCompletableFuture().get();
    }

    private boolean refusesConnections() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            return socket.isClosed();
        } catch (ConnectException e) {
            return true;
        }
    }

    private InputStream stream(String accept) throws Exception {
        return server.client
                .send(
                        server.post("{\"query\":\"subscription{s}\"}")
                                .header("Accept", accept)
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream())
                .body();
    }
}
