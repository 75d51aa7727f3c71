package io.weir.streams;

import static io.weir.streams.Readings.ALL;
import static io.weir.streams.Readings.HIGH;
import static io.weir.streams.Readings.TOPIC;
import static io.weir.streams.Readings.after;
import static io.weir.streams.Readings.event;
import static io.weir.streams.Readings.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.weir.server.ConfiguredNode;
import io.weir.testing.Postgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client that was away gets what it missed, each event once and in order, and then what comes. */
@Timeout(120)
class ResumeIT {

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

    private void publish(int first, int last) throws Exception {
        for (int n = first; n <= last; n++) {
            node.publish(TOPIC, event(n));
        }
    }

    @Test
    void shouldGoOnWhereAWebSocketWasCut() throws Exception {
        // Given a client that heard two of four events
        String seen;
        try (EventStream stream = WsStream.open(node.port(), ALL)) {
            publish(1, 4);
            seen = expect(stream, 1, 2).place();
        }

        // When it comes back
        try (EventStream stream = WsStream.resume(node.port(), ALL, seen)) {
            // Then
            expect(stream, 3, 4);
            publish(5, 6);
            expect(stream, 5, 6);
        }
    }

    @Test
    void shouldTakeTheSameIdInHeaderArgumentAndExtensionOfEveryTransport() throws Exception {
        // Given an id from each transport
        String sse;
        String socket;
        try (EventStream one = SseStream.open(node.port(), ALL);
                EventStream other = WsStream.open(node.port(), ALL)) {
            publish(1, 3);
            sse = expect(one, 1, 1).place();
            socket = expect(other, 1, 1).place();
        }
        for (String id : List.of(sse, socket)) {
            // When
            List<EventStream> streams = List.of(
                    SseStream.resume(node.port(), ALL, id),
                    SseStream.resumeByExtension(node.port(), ALL, id),
                    SseStream.open(node.port(), after(id)),
                    SseStream.get(node.port(), ALL, "Last-Event-ID: " + id + "\r\n"),
                    SseStream.get(node.port(), after(id), ""),
                    WsStream.resume(node.port(), ALL, id),
                    WsStream.open(node.port(), after(id)));

            // Then
            for (EventStream stream : streams) {
                expect(stream, 2, 3);
                stream.close();
            }
        }
    }

    @Test
    void shouldLetHeaderAndExtensionGoBeforeTheArgument() throws Exception {
        // Given a query whose argument stays what it was when the client began
        String first;
        String third;
        try (EventStream stream = SseStream.open(node.port(), ALL)) {
            publish(1, 5);
            first = expect(stream, 1, 1).place();
            third = expect(stream, 2, 3).place();
        }

        // When
        try (EventStream header = SseStream.resume(node.port(), after(first), third);
                EventStream extension = WsStream.resume(node.port(), after(first), third)) {
            // Then
            expect(header, 4, 5);
            expect(extension, 4, 5);
        }
    }

    @Test
    void shouldPassFromHistoryToLiveWhileEventsKeepComing() throws Exception {
        // Given
        int last = 3_000;
        String begin;
        try (EventStream stream = SseStream.open(node.port(), ALL)) {
            publish(1, 1);
            begin = expect(stream, 1, 1).place();
        }
        CompletableFuture<Void> publisher = CompletableFuture.runAsync(() -> {
            try {
                publish(2, last);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });

        // When clients come back all the time, from the beginning and from where the one before stopped
        String place = begin;
        int seen = 1;
        List<EventStream> fromTheBeginning = new ArrayList<>();
        for (int round = 0; seen < last; round++) {
            int until = Math.min(last, seen + 150);
            try (EventStream stream = round % 2 == 0
                    ? SseStream.resume(node.port(), ALL, place)
                    : WsStream.resume(node.port(), ALL, place)) {
                place = expect(stream, seen + 1, until).place();
                seen = until;
            }
            fromTheBeginning.add(SseStream.resume(node.port(), ALL, begin));
        }

        // Then
        publisher.get(60, TimeUnit.SECONDS);
        for (EventStream stream : fromTheBeginning) {
            expect(stream, 2, last);
            stream.close();
        }
    }

    @Test
    void shouldMoveThePlaceOfAStreamWhoseFilterLetsNothingThrough() throws Exception {
        try (SseStream stream = SseStream.open(node.port(), HIGH)) {
            // Given
            node.publish(TOPIC, event(1, "high"));
            String seen = stream.next().place();

            // When
            node.publish(TOPIC, event(2, "low"));

            // Then a frame says so that EventSource keeps to itself
            String frame = stream.frame();
            assertThat(frame).isEqualTo("id: " + stream.lastEventId() + "\n");
            assertThat(stream.lastEventId()).isNotEqualTo(seen);

            // And the stream goes on from there
            try (EventStream back = SseStream.resume(node.port(), HIGH, stream.lastEventId())) {
                node.publish(TOPIC, event(3, "high"));
                assertThat(back.next().n()).isEqualTo(3);
            }
        }
    }

    @Test
    void shouldKeepAnEventOnceHoweverOftenItIsPublished() throws Exception {
        try (EventStream stream = SseStream.open(node.port(), ALL)) {
            // When
            publishCloudEvent("one", 1);
            publishCloudEvent("one", 1);
            publishCloudEvent("two", 2);
            publishCloudEvent("one", 1);
            publishCloudEvent("three", 3);

            // Then those who hear it live and those who come back hear the same
            String first = expect(stream, 1, 1).place();
            expect(stream, 2, 3);
            try (EventStream back = WsStream.resume(node.port(), ALL, first)) {
                expect(back, 2, 3);
            }
        }
    }

    private void publishCloudEvent(String id, int n) throws Exception {
        String event = JsonObject.of(
                        "specversion", "1.0",
                        "id", id,
                        "source", "/sensors/a",
                        "type", "reading",
                        "data", JsonObject.of("n", n))
                .encode();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d/events/%s".formatted(node.port(), TOPIC)))
                .header("content-type", "application/cloudevents+json")
                .POST(BodyPublishers.ofString(event))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(202);
    }
}
