package io.weir.transport.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.bus.EventCursor;
import io.weir.config.HttpConfig;
import io.weir.config.HttpLimits;
import io.weir.config.StreamsConfig;
import io.weir.execution.Prepared;
import io.weir.resume.ResumeIds;
import io.weir.resume.StreamId;
import io.weir.transport.FakeLog;
import io.weir.transport.TransportServer;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that can be resumed, over plain HTTP, through sockets and a log of our own. */
@Timeout(60)
class ResumableStreamTest {

    private static final String SUBSCRIBE = "{\"query\":\"subscription{s}\"}";
    private static final String MULTIPART = "multipart/mixed;subscriptionSpec=1.0, application/json";
    private static final StreamId ID = new StreamId(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private TransportServer server = start(false, MINUTE);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldGiveEventIdsOnDataAndAlone() throws Exception {
        // Given
        server.log.publish("t");
        server.log.publish("t", "own");
        InputStream stream = stream("text/event-stream", 0L);

        // When
        server.log.error("t");
        server.log.moveOn("t");
        server.log.complete("t");

        // Then
        assertThat(new String(stream.readAllBytes(), UTF_8)).isEqualTo("""
                :

                event: next
                id: %s
                data: {"data":{"s":1}}

                event: next
                id: own
                data: {"data":{"s":2}}

                event: next
                data: {"errors":[]}

                id: %s

                event: complete
                data:

                """.formatted(id(1), id(3)));
    }

    @Test
    void shouldGiveEventIdsInExtensionsOverMultipart() throws Exception {
        // Given
        restart(true, MINUTE);
        server.log.publish("t", "o\"wn");
        InputStream stream = stream(MULTIPART, 0L);

        // When
        server.log.moveOn("t");
        server.log.complete("t");

        // Then
        assertThat(new String(stream.readAllBytes(), UTF_8))
                .isEqualTo(
                        "\r\n---\r\nContent-Type: application/json\r\n\r\n{\"payload\":{\"data\":{\"s\":1},"
                                + "\"extensions\":{\"eventId\":\"o\\\"wn\",\"delivery\":{\"class\":\"resumable\"}}}}\r\n-----\r\n");
    }

    @Test
    void shouldSayWhatALiveStreamPromises() throws Exception {
        // Given
        restart(true, MINUTE);
        server.operations.subscription("subscription{s}", "t");
        InputStream stream = open("text/event-stream");

        // When
        server.log.publish("t");
        server.log.complete("t");

        // Then
        assertThat(new String(stream.readAllBytes(), UTF_8))
                .contains(
                        "event: next\ndata: {\"data\":{\"s\":1},\"extensions\":{\"delivery\":{\"class\":\"live\"}}}\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "w1.AAAA_-", "ä ☃"})
    void shouldTakeTheLastEventIdOfGetAndPost(String id) throws Exception {
        // Given
        String header = new String(id.getBytes(UTF_8), java.nio.charset.StandardCharsets.ISO_8859_1);

        // When
        try (Socket client = new Socket("127.0.0.1", server.port())) {
            String get = "GET /graphql?query=x HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\nLast-Event-ID: "
                    + header + "\r\n\r\n";
            String post = "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nLast-Event-ID: "
                    + header + "\r\nContent-Length: 13\r\n\r\n{\"query\":\"x\"}";
            String none = post.replace(header, "");
            client.getOutputStream().write((get + post + none).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            await().until(() -> server.operations.requests.size() == 3);
        }

        // Then
        assertThat(server.operations.requests.get(0).lastEventId()).isEqualTo(id);
        assertThat(server.operations.requests.get(1).lastEventId()).isEqualTo(id);
        assertThat(server.operations.requests.get(2).lastEventId()).isNull();
    }

    @Test
    void shouldGiveASlowClientEverythingInOrder() throws Exception {
        // Given
        server.log.padding(10_000);
        prepare("t", null);
        int events = 400;

        try (Socket lazy = lazy()) {
            await().until(() -> server.log.members("t") == 1);

            // When
            for (int i = 0; i < events; i++) {
                server.log.publish("t");
            }
            await().until(() -> server.log.members("t") == 0);
            String all = readUntil(lazy.getInputStream(), "{\"s\":" + events + ",");

            // Then
            assertThat(positions(all))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, events).boxed().toList());
            assertThat(server.metrics.fallbacks().count()).isPositive();
            assertThat(server.metrics.slowClients().count()).isZero();
            await().until(() -> server.log.members("t") == 1);
        }
    }

    @Test
    void shouldCutAClientThatNeverReads() throws Exception {
        // Given
        restart(false, Duration.ofMillis(50));
        server.log.padding(10_000);
        prepare("t", null);

        try (Socket lazy = lazy()) {
            await().until(() -> server.log.members("t") == 1);

            // When
            await().pollInterval(Duration.ofMillis(2)).until(() -> {
                server.log.publish("t");
                return server.metrics.slowClients().count() == 1;
            });

            // Then
            await().untilAsserted(
                            () -> assertThat(server.metrics.connections().sum()).isZero());
            assertThat(server.metrics.subscriptions().sum()).isZero();
        }
    }

    @Test
    void shouldTellAClientWhyItsStreamBrokeOffAndNotThatItIsComplete() throws Exception {
        // Given
        server.close();
        server = TransportServer.startWithLog(config(false, Duration.ofMillis(1), MINUTE));
        InputStream events = stream("text/event-stream", null);
        InputStream parts = open(MULTIPART);
        await().until(() -> server.log.members("t") == 2);

        // When
        server.log.fail(1000);
        server.log.fallBehind("t");

        // Then
        String error = "[{\"message\":\"the store does not answer\",\"extensions\":{\"code\":\"STORE_UNAVAILABLE\","
                + "\"eventId\":\"" + id(0) + "\"}}]";
        assertThat(new String(events.readAllBytes(), UTF_8))
                .isEqualTo(":\n\nid: " + id(0) + "\n\nevent: next\ndata: {\"errors\":" + error + "}\n\n");
        assertThat(new String(parts.readAllBytes(), UTF_8))
                .endsWith("{\"payload\":null,\"errors\":" + error + "}\r\n-----\r\n");
    }

    @Test
    void shouldEndAStreamThatMayNotGoOnAsARefusal() throws Exception {
        // Given
        InputStream events = stream("text/event-stream", null);
        await().until(() -> server.log.members("t") == 1);

        // When
        server.log.refuse("t", "[{\"message\":\"gap\",\"extensions\":{\"code\":\"RESUME_GAP\"}}]");
        server.log.fallBehind("t");

        // Then
        assertThat(new String(events.readAllBytes(), UTF_8))
                .endsWith(
                        "event: next\ndata: {\"errors\":[{\"message\":\"gap\",\"extensions\":{\"code\":\"RESUME_GAP\"}}]}\n\n"
                                + "event: complete\ndata:\n\n");
    }

    @Test
    void shouldEndWithoutCompleteWhenTheNodeDrains() throws Exception {
        // Given
        InputStream events = stream("text/event-stream", null);
        await().until(() -> server.log.members("t") == 1);
        server.log.publish("t");

        // When
        server.stop();

        // Then
        String all = new String(events.readAllBytes(), UTF_8);
        assertThat(all).doesNotContain("complete");
        assertThat(positions(all).size()).isLessThanOrEqualTo(1);
    }

    private static List<Long> positions(String stream) {
        return Pattern.compile("id: (\\S+)\ndata: \\{\"data\":\\{\"s\":(\\d+)")
                .matcher(stream)
                .results()
                .peek(ResumableStreamTest::shouldBeItsPlace)
                .map(result -> Long.valueOf(result.group(2)))
                .toList();
    }

    private static void shouldBeItsPlace(MatchResult event) {
        long position = ResumeIds.read(event.group(1), List.of(ID), false)
                .orElseThrow()
                .get(0)
                .position();
        assertThat(position).isGreaterThanOrEqualTo(Long.parseLong(event.group(2)));
    }

    private static String readUntil(InputStream in, String end) throws Exception {
        StringBuilder all = new StringBuilder();
        byte[] some = new byte[1 << 16];
        while (all.indexOf(end, Math.max(0, all.length() - 2 * some.length)) < 0) {
            int count = in.read(some);
            assertThat(count)
                    .as("the stream ended after %d bytes", all.length())
                    .isPositive();
            all.append(new String(some, 0, count, UTF_8));
        }
        return all.toString();
    }

    private static String id(long position) {
        return ResumeIds.write(FakeLog.STORE, List.of(ID), new long[] {position});
    }

    private void prepare(String topic, Long after) {
        EventCursor cursor = after == null ? null : EventCursor.at(FakeLog.STORE, after);
        server.operations.subscription(
                "subscription{s}", new Prepared.Stream("default", topic, null, new Prepared.Place(ID, cursor)));
    }

    private InputStream stream(String accept, Long after) throws Exception {
        prepare("t", after);
        return open(accept);
    }

    private InputStream open(String accept) throws Exception {
        return server.client
                .send(
                        server.post(SUBSCRIBE).header("Accept", accept).build(),
                        HttpResponse.BodyHandlers.ofInputStream())
                .body();
    }

    private Socket lazy() throws Exception {
        Socket lazy = new Socket();
        lazy.setReceiveBufferSize(4 * 1024);
        lazy.setSoTimeout(20_000);
        lazy.connect(new InetSocketAddress("127.0.0.1", server.port()));
        String request = "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Accept: text/event-stream\r\nContent-Length: " + SUBSCRIBE.length() + "\r\n\r\n" + SUBSCRIBE;
        lazy.getOutputStream().write(request.getBytes(UTF_8));
        return lazy;
    }

    private void restart(boolean delivery, Duration stall) {
        server.close();
        server = start(delivery, stall);
    }

    private static TransportServer start(boolean delivery, Duration stall) {
        return TransportServer.startWithLog(config(delivery, MINUTE, stall));
    }

    private static HttpConfig config(boolean delivery, Duration rejoin, Duration stall) {
        HttpLimits limits = HttpLimits.DEFAULT;
        return TransportServer.config(
                "127.0.0.1",
                List.of(),
                List.of(),
                new HttpLimits(
                        limits.connections(), limits.body(), limits.url(), limits.headers(), 256 * 1024, limits.idle()),
                new StreamsConfig(Duration.ZERO, Duration.ZERO, delivery, rejoin, stall));
    }
}
