package io.weir.streams;

import static io.weir.streams.Readings.ALL;
import static io.weir.streams.Readings.TOPIC;
import static io.weir.streams.Readings.event;
import static io.weir.streams.Readings.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testing.NodeProcess;
import io.weir.testing.Postgres;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was accepted is there after a crash. */
@Timeout(120)
class ResumeAfterCrashIT {

    @TempDir
    Path folder;

    private NodeProcess node;

    @BeforeEach
    void start() throws Exception {
        node = NodeProcess.start(
                folder,
                "node",
                Readings.SDL,
                "store: { kind: postgres, uri: \"%s\" }\n"
                        .formatted(Postgres.database().uri()));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void shouldHaveStoredWhatItHasAccepted() throws Exception {
        // Given
        String seen;
        try (EventStream stream = SseStream.open(node.port(), ALL)) {
            assertThat(node.publish(TOPIC, event(1))).isEqualTo(202);
            seen = expect(stream, 1, 1).place();
        }
        for (int n = 2; n <= 20; n++) {
            assertThat(node.publish(TOPIC, event(n))).isEqualTo(202);
        }

        // When
        node.kill();
        node.start();

        // Then
        try (EventStream sse = SseStream.resume(node.port(), ALL, seen);
                EventStream socket = WsStream.resume(node.port(), ALL, seen)) {
            expect(sse, 2, 20);
            expect(socket, 2, 20);
            assertThat(node.publish(TOPIC, event(21))).isEqualTo(202);
            expect(sse, 21, 21);
            expect(socket, 21, 21);
        }
    }
}
