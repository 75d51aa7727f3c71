package io.weir.bridge.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Which subjects a stream of the server takes: what is published there counts once the stream has stored it. Looked up now
 * and then, so that a stream made a moment ago may be missed: then it is the server that has the event. One thread; blocks.
 */
final class StreamSubjects {

    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long RARELY_NANOS = Duration.ofSeconds(30).toNanos();
    private static final JetStreamOptions PATIENCE =
            JetStreamOptions.builder().requestTimeout(Duration.ofSeconds(2)).build();

    private final Connection connection;
    private List<String> subjects = List.of();
    private long nextNanos = System.nanoTime();

    StreamSubjects(Connection connection) {
        this.connection = connection;
    }

    /** Whether a stream answers to what is published there. */
    boolean keep(String topic) {
        long now = System.nanoTime();
        if (now - nextNanos >= 0) {
            nextNanos = now + lookUp();
        }
        return subjects.stream().anyMatch(subject -> Subjects.matches(subject, topic));
    }

    private long lookUp() {
        if (!connection.getServerInfo().isJetStreamAvailable()) {
            return RARELY_NANOS;
        }
        try {
            JetStreamManagement management = connection.jetStreamManagement(PATIENCE);
            subjects = management.getStreams().stream()
                    .map(StreamInfo::getConfiguration)
                    .filter(stream -> !stream.getNoAck())
                    .flatMap(stream -> stream.getSubjects().stream())
                    .toList();
            return FRESH_NANOS;
        } catch (IOException | JetStreamApiException | IllegalStateException e) {
            // These credentials may not ask, or nobody answers: the server's word is what there is.
            subjects = List.of();
            return RARELY_NANOS;
        }
    }
}
