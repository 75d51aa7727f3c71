package io.weir.streams;

import static io.weir.streams.Readings.TOPIC;
import static io.weir.streams.Readings.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.weir.server.ConfiguredNode;
import io.weir.testing.Postgres;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client that does not read for a while is given from the log what the node could not hold for it. */
@Timeout(120)
class SlowClientIT {

    private static final String QUERY = "subscription { readings(sensor: \"a\") { n text } }";

    /** Together far more than {@code http.limits.writeBuffer} and what sockets hold. */
    private static final int EVENTS = 800;

    private static final int EVENT_BYTES = 20_000;

    @TempDir
    Path folder;

    private ConfiguredNode node;

    @BeforeEach
    void start() throws Exception {
        node = Readings.start(folder, Readings.SDL, Postgres.database(), "");
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
    }

    private void publish(int n) throws Exception {
        String event = JsonObject.of("n", n, "text", "x".repeat(EVENT_BYTES)).encode();
        node.publish(TOPIC, event);
    }

    @Test
    void shouldGiveASlowClientEverythingAndAFastOneWithoutDelay() throws Exception {
        try (EventStream slowSse = SseStream.open(node.port(), QUERY);
                EventStream slowSocket = WsStream.open(node.port(), QUERY);
                EventStream fast = SseStream.open(node.port(), QUERY);
                EventStream fastSocket = WsStream.open(node.port(), QUERY)) {
            // When two clients read nothing, the others everything
            for (int n = 1; n <= EVENTS; n++) {
                publish(n);
                assertThat(fast.next().n()).isEqualTo(n);
                assertThat(fastSocket.next().n()).isEqualTo(n);
            }

            // Then the two have lost nothing
            expect(slowSse, 1, EVENTS);
            expect(slowSocket, 1, EVENTS);

            // And hear what comes like the others
            publish(EVENTS + 1);
            for (EventStream stream : new EventStream[] {slowSse, slowSocket, fast, fastSocket}) {
                expect(stream, EVENTS + 1, EVENTS + 1);
            }
        }
    }

    @Test
    void shouldGiveAClientThatReadsSlowlyAllTheTimeEverythingInOrder() throws Exception {
        try (EventStream slow = SseStream.open(node.port(), QUERY);
                EventStream fast = WsStream.open(node.port(), QUERY)) {
            // When it reads one event of four
            int read = 0;
            for (int n = 1; n <= EVENTS; n++) {
                publish(n);
                assertThat(fast.next().n()).isEqualTo(n);
                if (n % 4 == 0) {
                    assertThat(slow.next().n()).isEqualTo(++read);
                }
            }

            // Then
            expect(slow, read + 1, EVENTS);
        }
    }
}
