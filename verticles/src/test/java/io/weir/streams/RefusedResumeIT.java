package io.weir.streams;

import static io.weir.streams.Readings.ALL;
import static io.weir.streams.Readings.HIGH;
import static io.weir.streams.Readings.NOTES;
import static io.weir.streams.Readings.TICKS;
import static io.weir.streams.Readings.TOPIC;
import static io.weir.streams.Readings.after;
import static io.weir.streams.Readings.event;
import static io.weir.streams.Readings.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.weir.server.ConfiguredNode;
import io.weir.testing.Postgres;
import io.weir.testing.PostgresDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A place that is none, or that nobody can go on from, is refused: never does a stream silently begin now. */
@Timeout(120)
class RefusedResumeIT {

    private static final String NOTES_AFTER = "subscription { notes(lastSeenEventId: %s) { n } }";

    @TempDir
    Path folder;

    private final PostgresDatabase store = Postgres.database();
    private ConfiguredNode node;

    @BeforeEach
    void start() throws Exception {
        node = Readings.start(folder, Readings.SDL, store, "");
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
    }

    private void restart(String sdl, PostgresDatabase on) throws Exception {
        node.close();
        node = Readings.start(folder, sdl, on, "");
    }

    /** The ids of some readings that were heard just now, from number {@code first} on. */
    private List<String> heard(int first, int second) throws Exception {
        try (EventStream stream = SseStream.open(node.port(), ALL)) {
            node.publish(TOPIC, event(first));
            node.publish(TOPIC, event(second));
            return List.of(
                    expect(stream, first, first).place(),
                    expect(stream, second, second).place());
        }
    }

    /** The error that a stream begins with, over every transport the same. */
    private JsonObject refusal(String query, String lastEventId) throws IOException {
        try (EventStream sse = SseStream.resume(node.port(), query, lastEventId);
                EventStream extension = SseStream.resumeByExtension(node.port(), query, lastEventId);
                EventStream socket = WsStream.resume(node.port(), query, lastEventId)) {
            JsonObject said = sse.next().extensions();
            assertThat(extension.next().extensions()).isEqualTo(said);
            assertThat(socket.next().extensions()).isEqualTo(said);
            return said;
        }
    }

    private JsonObject refusal(String query) throws IOException {
        try (EventStream sse = SseStream.open(node.port(), query);
                EventStream socket = WsStream.open(node.port(), query)) {
            JsonObject said = sse.next().extensions();
            assertThat(socket.next().extensions()).isEqualTo(said);
            return said;
        }
    }

    private static void expectBadInput(JsonObject refusal) {
        assertThat(refusal.getString("code")).isEqualTo("BAD_USER_INPUT");
    }

    /** The earliest id that a gap names is one from which the stream goes on. */
    private String expectGap(JsonObject refusal) {
        assertThat(refusal.getString("code")).as(refusal.encode()).isEqualTo("RESUME_GAP");
        assertThat(refusal.getString("earliestEventId")).as(refusal.encode()).isNotEmpty();
        return refusal.getString("earliestEventId");
    }

    @Test
    void shouldRefuseWhatIsNoId() throws Exception {
        String id = heard(1, 2).get(0);
        char end = id.charAt(id.length() - 1);
        String forged = id.substring(0, id.length() - 1) + (end == 'A' ? 'B' : 'A');
        for (String garbage : List.of("7", "w1.", "garbage", id + "x", id.substring(1), forged, "x".repeat(5_000))) {
            expectBadInput(refusal(ALL, garbage));
            expectBadInput(refusal(after(garbage)));
        }
    }

    @Test
    void shouldRefuseAnotherStreamsId() throws Exception {
        String id = heard(1, 2).get(0);

        expectBadInput(refusal(HIGH, id));
        expectBadInput(refusal(ALL.replace("\"a\"", "\"b\""), id));
        expectBadInput(refusal("subscription { readings(sensor: \"a\") { n } high(sensor: \"a\") { n } }", id));
    }

    @Test
    void shouldRefuseAnIdOfWhatIsNotLogged() throws Exception {
        expectBadInput(refusal(TICKS, heard(1, 2).get(0)));
        expectBadInput(refusal(TICKS, "7"));
    }

    @Test
    void shouldTellThatAnIdIsOfAnotherStore() throws Exception {
        String id = heard(1, 2).get(0);

        restart(Readings.SDL, Postgres.database());
        node.publish(TOPIC, event(3));

        String earliest = expectGap(refusal(ALL, id));
        try (EventStream stream = SseStream.resume(node.port(), ALL, earliest)) {
            expect(stream, 3, 3);
        }
    }

    @Test
    void shouldTellThatAnIdIsOfTheFutureOnceABackupIsBack() throws Exception {
        // Given a backup, and an event after it
        heard(1, 2);
        node.close();
        PostgresDatabase backup = store.copy();
        node = Readings.start(folder, Readings.SDL, store, "");
        String lost = heard(3, 4).get(1);

        // When
        restart(Readings.SDL, backup);

        // Then
        String earliest = expectGap(refusal(ALL, lost));
        try (EventStream stream = SseStream.resume(node.port(), ALL, earliest)) {
            expect(stream, 1, 2);
        }
    }

    @Test
    void shouldTellThatATopicWasNotLoggedAllTheTime() throws Exception {
        // Given
        String id = heard(1, 2).get(1);
        restart(Readings.UNLOGGED_SDL, store);
        expectBadInput(refusal(ALL, id));
        node.publish(TOPIC, event(3));

        // When
        restart(Readings.SDL, store);
        node.publish(TOPIC, event(4));

        // Then
        String earliest = expectGap(refusal(ALL, id));
        try (EventStream stream = SseStream.resume(node.port(), ALL, earliest)) {
            expect(stream, 4, 4);
        }
    }

    @Test
    void shouldTellWhichOwnIdsNobodyKnows() throws Exception {
        // Given
        for (int n = 5; n <= 8; n++) {
            node.publish("notes", event(n));
        }

        // Then what may have been lost is said
        String earliest = expectGap(refusal(NOTES_AFTER.formatted(2)));
        expectGap(refusal(NOTES, "2"));
        expectGap(refusal(NOTES_AFTER.formatted(50)));
        expectGap(refusal(NOTES, "50"));
        for (String id : List.of("-1", "07", "8.0", "99999999999999999999")) {
            assertThat(refusal(NOTES, id).getString("code")).isIn("RESUME_GAP", "BAD_USER_INPUT");
        }

        // And what nothing is lost behind is taken
        try (EventStream stream = SseStream.resume(node.port(), NOTES, earliest);
                EventStream before = SseStream.open(node.port(), NOTES_AFTER.formatted(4))) {
            expect(stream, 5, 8);
            expect(before, 5, 8);
        }
    }
}
