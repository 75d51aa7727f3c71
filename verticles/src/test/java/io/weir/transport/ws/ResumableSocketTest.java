package io.weir.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.config.HttpConfig;
import io.weir.config.HttpLimits;
import io.weir.config.StreamsConfig;
import io.weir.config.WebSocketConfig;
import io.weir.execution.Prepared;
import io.weir.resume.ResumeIds;
import io.weir.resume.StreamId;
import io.weir.transport.FakeLog;
import io.weir.transport.TransportServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that can be resumed, over WebSockets of both kinds, with a log of our own. */
@Timeout(60)
class ResumableSocketTest {

    private static final StreamId ID = new StreamId(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String SUBSCRIBE =
            "{\"id\":\"%s\",\"type\":\"subscribe\",\"payload\":{\"query\":\"%s\",\"extensions\":{\"lastEventId\":\"7\"}}}";

    private TransportServer server;

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldGiveEventIdsInExtensions(boolean slim) throws Exception {
        // Given
        server = start(slim, true, MINUTE);
        try (RawClient client = RawClient.ready(server.port())) {
            client.text(SUBSCRIBE.formatted("1", "resumable"));
            await().until(() -> server.log.members("t") == 1);

            // When
            server.log.moveOn("t");
            server.log.publish("t", "own");
            server.log.publish("t");
            server.log.refuse("t", "[{\"message\":\"gap\"}]");
            server.log.fallBehind("t");

            // Then
            String delivery = "\"delivery\":{\"class\":\"resumable\"}}}}";
            client.expectText("{\"id\":\"1\",\"type\":\"next\",\"payload\":{\"data\":{\"s\":2},\"extensions\":{"
                    + "\"eventId\":\"own\"," + delivery);
            client.expectText("{\"id\":\"1\",\"type\":\"next\",\"payload\":{\"data\":{\"s\":3},\"extensions\":{"
                    + "\"eventId\":\"" + ResumeIds.write(FakeLog.STORE, List.of(ID), new long[] {3}) + "\","
                    + delivery);
            client.expectText("{\"id\":\"1\",\"type\":\"error\",\"payload\":[{\"message\":\"gap\"}]}");
            assertThat(server.operations.requests.get(0).extensions()).isEqualTo(Map.of("lastEventId", "7"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldGiveASlowClientEverythingInOrder(boolean slim) throws Exception {
        // Given
        server = start(slim, false, MINUTE);
        server.log.padding(10_000);
        int events = 400;
        try (RawClient slow = RawClient.connectNarrow(server.port()).shakeHands(Map.of())) {
            slow.text("{\"type\":\"connection_init\"}");
            slow.expectText("{\"type\":\"connection_ack\"}");
            slow.text(SUBSCRIBE.formatted("1", "resumable"));
            slow.text(SUBSCRIBE.formatted("2", "live"));
            await().until(() -> server.log.members("t") + server.log.members("l") == 2);

            // When
            for (int i = 0; i < events; i++) {
                server.log.publish("t");
            }
            await().until(() -> server.log.members("t") == 0);
            server.log.publish("l");

            // Then
            int next = 1;
            boolean live = false;
            while (next <= events) {
                String text = slow.read().text();
                if (text.startsWith("{\"id\":\"2\"")) {
                    live = true;
                } else {
                    assertThat(text)
                            .startsWith(
                                    "{\"id\":\"1\",\"type\":\"next\",\"payload\":{\"data\":{\"s\":%d,".formatted(next));
                    next++;
                }
            }
            assertThat(live).isTrue();
            assertThat(server.metrics.fallbacks().count()).isPositive();
            assertThat(server.metrics.slowClients().count()).isZero();
            await().until(() -> server.log.members("t") == 1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldCloseAClientThatNeverReads(boolean slim) throws Exception {
        // Given
        server = start(slim, false, Duration.ofMillis(50));
        server.log.padding(10_000);
        try (RawClient slow = RawClient.connectNarrow(server.port()).shakeHands(Map.of())) {
            slow.text("{\"type\":\"connection_init\"}");
            slow.text(SUBSCRIBE.formatted("1", "resumable"));
            await().until(() -> server.log.members("t") == 1);

            // When
            await().pollInterval(Duration.ofMillis(2)).until(() -> {
                server.log.publish("t");
                return server.metrics.slowClients().count() == 1;
            });

            // Then
            RawClient.Frame last = slow.read();
            while (last.first() == (RawClient.FIN | RawClient.TEXT)) {
                last = slow.read();
            }
            assertThat(last.closeCode()).isEqualTo(1013);
            assertThat(server.metrics.subscriptions().sum()).isZero();
        }
    }

    private static TransportServer start(boolean slim, boolean delivery, Duration stall) {
        HttpConfig d = HttpConfig.DEFAULT;
        HttpLimits limits = d.limits();
        WebSocketConfig sockets = d.websocket();
        TransportServer started = TransportServer.startWithLog(new HttpConfig(
                "127.0.0.1",
                0,
                1,
                List.of(),
                List.of(),
                true,
                Duration.ofSeconds(5),
                new HttpLimits(
                        limits.connections(), limits.body(), limits.url(), limits.headers(), 256 * 1024, limits.idle()),
                new WebSocketConfig(
                        slim,
                        sockets.initTimeout(),
                        sockets.ping(),
                        sockets.pongTimeout(),
                        sockets.message(),
                        sockets.operations()),
                new StreamsConfig(Duration.ZERO, Duration.ZERO, delivery, MINUTE, stall)));
        started.operations.subscription(
                "resumable", new Prepared.Stream("default", "t", null, new Prepared.Place(ID, null)));
        started.operations.subscription("live", "l");
        return started;
    }
}
