package io.weir.streams;

import static io.weir.streams.Readings.ALL;
import static io.weir.streams.Readings.TOPIC;
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

/** The log forgets its oldest events, and says so. */
@Timeout(120)
class RetentionIT {

    private static final int EVENT_BYTES = 50_000;

    @TempDir
    Path folder;

    private ConfiguredNode node;
    private int last;

    @BeforeEach
    void start() throws Exception {
        node = Readings.start(folder, Readings.SDL, Postgres.database(), "log: { maxSize: 1MB }\n");
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
    }

    private void publish() throws Exception {
        last++;
        String event = JsonObject.of("n", last, "text", "x".repeat(EVENT_BYTES)).encode();
        node.publish(TOPIC, event);
    }

    @Test
    void shouldTellThatAPlaceIsTooOldAndWhichIsNot() throws Exception {
        // Given
        String first;
        try (EventStream stream = SseStream.open(node.port(), ALL)) {
            publish();
            first = stream.next().place();
        }

        // When more comes than is kept
        EventStream.Event answer;
        do {
            publish();
            try (EventStream stream = WsStream.resume(node.port(), ALL, first)) {
                answer = stream.next();
            }
        } while (!answer.failed());

        // Then
        assertThat(answer.code()).isEqualTo("RESUME_GAP");
        assertThat(last).isGreaterThan((1 << 20) / EVENT_BYTES);
        publish();
        int next = fromTheEarliest(answer);
        assertThat(next).isBetween(3, last);
    }

    /**
     * The first event of a stream that gets all up to the last one; what was the earliest may be dropped before it is read,
     * which is then said again.
     */
    private int fromTheEarliest(EventStream.Event refusal) throws Exception {
        EventStream.Event answer = refusal;
        while (true) {
            String earliest = answer.extensions().getString("earliestEventId");
            try (EventStream stream = SseStream.resume(node.port(), ALL, earliest)) {
                answer = stream.next();
                int first = answer.failed() ? last + 1 : answer.n();
                for (int expected = first; !answer.failed(); expected++) {
                    assertThat(answer.n()).isEqualTo(expected);
                    if (expected == last) {
                        return first;
                    }
                    answer = stream.next();
                }
            }
            assertThat(answer.code()).isEqualTo("RESUME_GAP");
            assertThat(answer.extensions().getString("earliestEventId")).isNotEqualTo(earliest);
        }
    }
}
