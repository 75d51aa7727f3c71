package io.weir.transport.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import io.weir.bus.JoinTrigger;
import io.weir.config.HttpLimits;
import io.weir.config.StreamsConfig;
import io.weir.transport.FakeOperations;
import io.weir.transport.FakeTrigger;
import io.weir.transport.TransportServer;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Subscriptions over plain HTTP, through a socket and a trigger of our own. */
@Timeout(60)
class ResponseStreamTest {

    private static final String SUBSCRIBE = "{\"query\":\"subscription{s}\",\"variables\":{\"v\":1}}";
    private static final String EVENT_STREAM = "text/event-stream";
    private static final String MULTIPART = "multipart/mixed;subscriptionSpec=1.0, application/json";

    /** Little may wait for a slow client. */
    private static final HttpLimits IMPATIENT = new HttpLimits(
            HttpLimits.DEFAULT.connections(),
            HttpLimits.DEFAULT.body(),
            HttpLimits.DEFAULT.url(),
            HttpLimits.DEFAULT.headers(),
            64 * 1024,
            HttpLimits.DEFAULT.idle());

    private TransportServer server = TransportServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void shouldStreamResultsAsServerSentEvents(HttpClient.Version version) throws Exception {
        // Given
        server.operations.subscription("subscription{s}", "news");
        HttpClient client = HttpClient.newBuilder().version(version).build();

        // When
        HttpResponse<InputStream> response =
                client.send(subscription(EVENT_STREAM).build(), HttpResponse.BodyHandlers.ofInputStream());
        server.trigger.next("{\"data\":1}");
        server.trigger.next("{\"data\":2}");
        server.trigger.complete();

        // Then
        assertThat(response.version()).isEqualTo(version);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().allValues("content-type")).containsExactly("text/event-stream; charset=utf-8");
        assertThat(response.headers().allValues("cache-control")).containsExactly("no-store");
        assertThat(text(response))
                .isEqualTo(":\n\nevent: next\ndata: {\"data\":1}\n\nevent: next\ndata: {\"data\":2}\n\n"
                        + "event: complete\ndata:\n\n");
        JoinTrigger join = server.trigger.joined();
        assertThat(join.query()).isEqualTo("subscription{s}");
        assertThat(join.variables()).hasToString("{\"v\":1}");
    }

    @Test
    void shouldStreamToAGetAsABrowsersEventSourceSendsIt() throws Exception {
        // Given
        server.operations.subscription("subscription{s}", "news");

        // When
        HttpResponse<InputStream> response =
                stream(server.request("/graphql?query=subscription%7Bs%7D").header("Accept", EVENT_STREAM));
        server.trigger.complete();

        // Then
        assertThat(text(response)).isEqualTo(":\n\nevent: complete\ndata:\n\n");
    }

    @Test
    void shouldSendTheResponseHeadOnlyWhenTheSubscriptionIsLive() throws Exception {
        // Given
        server.operations.subscription("subscription{s}", FakeTrigger.HELD);

        // When
        CompletableFuture<HttpResponse<InputStream>> response =
                server.client.sendAsync(subscription(EVENT_STREAM).build(), HttpResponse.BodyHandlers.ofInputStream());
        server.trigger.joined();
        server.operations.query("{a}", "{\"data\":{}}");
        server.send(server.post("{\"query\":\"{a}\"}"));
        boolean headBeforeLive = response.isDone();
        server.trigger.admit();

        // Then
        assertThat(response.get().statusCode()).isEqualTo(200);
        assertThat(headBeforeLive).isFalse();
    }

    @Test
    void shouldStreamPartsToApollosClients() throws Exception {
        // Given
        server.operations.subscription("subscription{s}", "news");

        // When
        HttpResponse<InputStream> response = stream(subscription(MULTIPART));
        server.trigger.next("{\"data\":1}");
        server.trigger.complete();

        // Then
        assertThat(response.headers().firstValue("content-type"))
                .hasValue("multipart/mixed; boundary=\"-\"; subscriptionSpec=1.0");
        assertThat(text(response))
                .isEqualTo("\r\n---\r\nContent-Type: application/json\r\n\r\n{\"payload\":{\"data\":1}}\r\n-----\r\n");
    }

    @Test
    void shouldReportRequestErrorsAsEventsOfTheStream() throws Exception {
        // When
        HttpResponse<InputStream> response = stream(subscription(EVENT_STREAM));

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(response))
                .isEqualTo(":\n\nevent: next\ndata: {\"errors\":" + FakeOperations.UNKNOWN
                        + "}\n\nevent: complete\ndata:\n\n");
    }

    @Test
    void shouldReportARefusedSubscriptionAsTheClientAsked() throws Exception {
        // Given
        server.operations.subscription("subscription{s}", FakeTrigger.REFUSED);

        // When
        String events = text(stream(subscription(EVENT_STREAM)));
        HttpResponse<InputStream> parts = stream(subscription(MULTIPART));

        // Then
        assertThat(events)
                .isEqualTo(":\n\nevent: next\ndata: {\"errors\":[{\"message\":\"no\"}]}\n\nevent: complete\ndata:\n\n");
        assertThat(parts.headers().firstValue("content-type")).hasValue("application/json; charset=utf-8");
        assertThat(text(parts)).isEqualTo("{\"errors\":[{\"message\":\"no\"}]}");
    }

    @Test
    void shouldAnswerAQueryWithOneResultAndTheEnd() throws Exception {
        // Given
        server.operations.query("{a}", "{\"data\":{\"a\":1}}");

        // When
        String events = text(stream(server.post("{\"query\":\"{a}\"}").header("Accept", EVENT_STREAM)));

        // Then
        assertThat(events).isEqualTo(":\n\nevent: next\ndata: {\"data\":{\"a\":1}}\n\nevent: complete\ndata:\n\n");
    }

    @Test
    void shouldLeaveTheTriggerWhenTheClientGoes() throws Exception {
        // Given
        server.operations.subscription("subscription{s}", "news");
        HttpResponse<InputStream> response = stream(subscription(EVENT_STREAM));
        JoinTrigger join = server.trigger.joined();

        // When
        response.body().close();

        // Then
        assertThat(server.trigger.left().subscriptionId()).isEqualTo(join.subscriptionId());
        await().untilAsserted(
                        () -> assertThat(server.metrics.subscriptions().sum()).isZero());
    }

    @Test
    void shouldKeepQuietStreamsAlive() throws Exception {
        // Given
        server.close();
        StreamsConfig heartbeats = TransportServer.heartbeats(Duration.ofMillis(40));
        server = TransportServer.start(
                TransportServer.config("127.0.0.1", List.of(), List.of(), HttpLimits.DEFAULT, heartbeats));
        server.operations.subscription("subscription{s}", "news");

        // When
        InputStream events = stream(subscription(EVENT_STREAM)).body();
        InputStream parts = stream(subscription(MULTIPART)).body();

        // Then
        String part = "\r\nContent-Type: application/json\r\n\r\n{}\r\n---";
        assertThat(new String(events.readNBytes(9), StandardCharsets.UTF_8)).isEqualTo(":\n\n:\n\n:\n\n");
        assertThat(new String(parts.readNBytes(5 + 2 * part.length()), StandardCharsets.UTF_8))
                .isEqualTo("\r\n---" + part + part);
    }

    @Test
    void shouldCutAClientThatDoesNotRead() throws Exception {
        // Given
        StreamsConfig silent = TransportServer.heartbeats(Duration.ZERO);
        server.close();
        server = TransportServer.start(TransportServer.config("127.0.0.1", List.of(), List.of(), IMPATIENT, silent));
        server.operations.subscription("subscription{s}", "news");
        InputStream attentive = stream(subscription(EVENT_STREAM)).body();
        server.trigger.joined();
        String event = "{\"data\":\"" + "x".repeat(60 * 1024) + "\"}";
        int frame = ("event: next\ndata: " + event + "\n\n").length();

        try (Socket lazy = new Socket()) {
            lazy.setReceiveBufferSize(4 * 1024);
            lazy.connect(new InetSocketAddress("127.0.0.1", server.port()));
            lazy.getOutputStream().write(rawSubscription().getBytes(StandardCharsets.UTF_8));
            server.trigger.joined();
            attentive.readNBytes(3);

            // When
            while (server.metrics.slowClients().count() == 0) {
                server.trigger.next(event);
                attentive.readNBytes(frame);
            }

            // Then
            server.trigger.left();
            server.trigger.next("{\"data\":1}");
            assertThat(new String(attentive.readNBytes(30), StandardCharsets.UTF_8))
                    .isEqualTo("event: next\ndata: {\"data\":1}\n\n");
            assertThat(server.metrics.slowClients().count()).isEqualTo(1);
            await().untilAsserted(
                            () -> assertThat(server.metrics.connections().sum()).isEqualTo(1));
        }
    }

    @Test
    void shouldResetAnHttp2StreamThatIsNotRead() throws Exception {
        // Given
        server.close();
        server = TransportServer.start(TransportServer.config(IMPATIENT));
        server.operations.subscription("subscription{s}", "news");
        HttpClient http2 =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        HttpResponse<InputStream> lazy =
                http2.send(subscription(EVENT_STREAM).build(), HttpResponse.BodyHandlers.ofInputStream());
        String event = "{\"data\":\"" + "x".repeat(60 * 1024) + "\"}";

        // When
        await().pollInterval(Duration.ofMillis(2)).until(() -> {
            server.trigger.next(event);
            return server.metrics.slowClients().count() == 1;
        });

        // Then
        server.trigger.left();
        assertThatIOException().isThrownBy(() -> lazy.body().readAllBytes());
        server.operations.query("{a}", "{\"data\":1}");
        HttpResponse<String> after =
                http2.send(server.post("{\"query\":\"{a}\"}").build(), HttpResponse.BodyHandlers.ofString());
        assertThat(after.body()).isEqualTo("{\"data\":1}");
        assertThat(server.metrics.connections().sum()).isEqualTo(1);
    }

    private static String rawSubscription() {
        return "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAccept: text/event-stream\r\n"
                + "Content-Length: " + SUBSCRIBE.length() + "\r\n\r\n" + SUBSCRIBE;
    }

    private HttpRequest.Builder subscription(String accept) {
        return server.post(SUBSCRIBE).header("Accept", accept);
    }

    private HttpResponse<InputStream> stream(HttpRequest.Builder request) throws Exception {
        return server.client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private static String text(HttpResponse<InputStream> response) throws Exception {
        return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
    }
}
