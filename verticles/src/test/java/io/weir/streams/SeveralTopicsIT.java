package io.weir.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.server.ConfiguredNode;
import io.weir.testing.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A field that several topics feed is one stream: live, resumed with one id from any place, and delivered. */
@Timeout(120)
class SeveralTopicsIT {

    private static final String SDL = """
            type Subscription {
              live(room: ID = "a"): Note @edfs__natsSubscribe(subjects: ["live.{{ args.room }}", "live.all"])
              kept(room: ID = "a", after: ID): Note
                @eventsSubscribe(topics: ["kept.{{ args.room }}", "kept.all"], resume: "after")
              high(after: ID): Note @eventsSubscribe(topics: ["kept.a", "kept.all"], resume: "after")
                @subscriptionFilter(condition: { IN: { fieldPath: "level", values: ["high"] } })
              mixed: Note @eventsSubscribe(topics: ["kept.a", "live.a"])
              copies: Note @eventsSubscribe(topic: "copies")
            }
            type Note { n: Int! level: String }
            """;
    private static final String KEPT = "subscription { kept { n } }";
    private static final String HIGH = "subscription { high { n } }";
    private static final int ALL = 6;

    @TempDir
    Path folder;

    private ConfiguredNode node;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(folder.resolve("copy.graphql"), KEPT);
        node = Readings.start(folder, SDL, Postgres.database(), """
                deliveries: [{ name: copy, document: copy.graphql, target: { topic: copies } }]
                """);
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
    }

    /** Odd ones are in one topic, even ones in the other; every third is high. Others' are between them. */
    private void publishKept() throws Exception {
        for (int n = 1; n <= ALL; n++) {
            node.publish("kept.b", Readings.event(100 + n));
            node.publish(n % 2 == 1 ? "kept.a" : "kept.all", Readings.event(n, n % 3 == 0 ? "high" : "low"));
        }
    }

    private static List<Integer> numbers(EventStream stream, int count) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        while (numbers.size() < count) {
            numbers.add(stream.next().n());
        }
        return numbers;
    }

    @Test
    void shouldBringLiveEventsOfEachTopicAsTheyCome() throws Exception {
        try (EventStream a = WsStream.open(node.port(), "subscription { live { n } }");
                EventStream one = SseStream.open(node.port(), "subscription { live(room: \"all\") { n } }")) {
            // When
            for (int n = 1; n <= 100; n++) {
                node.publish("live.b", Readings.event(0));
                node.publish("live.a", Readings.event(n));
                node.publish("live.all", Readings.event(100 + n));
            }

            // Then those of each topic are in order, and topics that are one are heard once
            List<Integer> came = numbers(a, 200);
            assertThat(came).filteredOn(n -> n <= 100).isSorted().hasSize(100).doesNotHaveDuplicates();
            assertThat(came).filteredOn(n -> n > 100).isSorted().hasSize(100).doesNotHaveDuplicates();
            Readings.expect(one, 101, 200);
        }
    }

    @Test
    void shouldResumeAllTopicsWithOneIdFromAnyEvent() throws Exception {
        // Given
        List<EventStream.Event> all = new ArrayList<>();
        try (EventStream stream = SseStream.open(node.port(), KEPT)) {
            publishKept();
            for (int n = 1; n <= ALL; n++) {
                all.add(stream.next());
            }
        }
        for (EventStream.Event seen : all) {
            int after = all.indexOf(seen) + 1;
            List<Integer> missed = all.subList(after, ALL).stream()
                    .map(EventStream.Event::n)
                    .sorted()
                    .toList();

            // When it comes back by header, extension, or argument
            try (EventStream sse = SseStream.resume(node.port(), KEPT, seen.place());
                    EventStream socket = WsStream.resume(node.port(), KEPT, seen.place());
                    EventStream argument = WsStream.open(
                            node.port(), "subscription { again: kept(after: \"%s\") { n } }".formatted(seen.place()))) {
                // Then it has them in the order of the log
                for (EventStream stream : List.of(sse, socket, argument)) {
                    assertThat(numbers(stream, ALL - after))
                            .as("behind %s", seen.n())
                            .isEqualTo(missed);
                }
                node.publish("kept.all", Readings.event(200 + after));
                for (EventStream stream : List.of(sse, socket, argument)) {
                    assertThat(numbers(stream, after).get(after - 1)).isEqualTo(200 + after);
                }
            }
        }
    }

    @Test
    void shouldFilterWhatWasMissedInTheOrderOfTheLog() throws Exception {
        // Given
        String place;
        try (EventStream stream = WsStream.open(node.port(), HIGH)) {
            node.publish("kept.all", Readings.event(0, "high"));
            place = stream.next().place();
        }

        // When
        publishKept();

        // Then one of each topic
        try (EventStream stream = SseStream.resume(node.port(), HIGH, place)) {
            assertThat(numbers(stream, 2)).containsExactly(3, 6);
        }
    }

    @Test
    void shouldMixTopicsThatAreKeptWithThoseThatAreNot() throws Exception {
        String query = "subscription { mixed { n } }";
        try (EventStream stream = SseStream.open(node.port(), query)) {
            // When
            node.publish("kept.a", Readings.event(1));
            EventStream.Event first = stream.next();
            node.publish("live.a", Readings.event(2));
            assertThat(stream.next().n()).isEqualTo(2);
            node.publish("kept.a", Readings.event(3));
            node.publish("live.a", Readings.event(4));

            // Then what was kept comes again
            try (EventStream again = SseStream.resume(node.port(), query, first.place())) {
                assertThat(again.next().n()).isEqualTo(3);
            }
        }
    }

    @Test
    void shouldDeliverTheEventsOfAll() throws Exception {
        try (EventStream copies = WsStream.open(node.port(), "subscription { copies { n } }")) {
            // When
            publishKept();

            // Then
            assertThat(numbers(copies, ALL)).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
        }
    }
}
