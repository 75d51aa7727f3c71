package io.weir.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.server.ConfiguredNode;
import io.weir.testing.PostgresDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The schema of most tests here, its events, and what is asked of it. */
final class Readings {

    /** Readings are logged and have positions, notes are logged and have ids of their own, ticks are not logged. */
    static final String SDL = """
            type Subscription {
              readings(sensor: ID!, after: String): Reading
                @eventsSubscribe(topic: "readings.{{ args.sensor }}", resume: "after")
              high(sensor: ID!, after: String): Reading
                @eventsSubscribe(topic: "readings.{{ args.sensor }}", resume: "after")
                @subscriptionFilter(condition: { IN: { fieldPath: "level", values: ["high"] } })
              notes(lastSeenEventId: Int): Note
                @eventsSubscribe(topic: "notes", resume: "lastSeenEventId", id: "n")
              ticks: Reading @eventsSubscribe(topic: "ticks")
            }
            type Reading { n: Int! level: String text: String }
            type Note { n: Int! }
            """;

    /** Readings are not logged, notes are. */
    static final String UNLOGGED_SDL = """
            type Subscription {
              notes(after: Int): Reading @eventsSubscribe(topic: "notes", resume: "after", id: "n")
              readings(sensor: ID!, after: String): Reading @eventsSubscribe(topic: "readings.{{ args.sensor }}")
            }
            type Reading { n: Int! }
            """;

    static final String TOPIC = "readings.a";
    static final String ALL = "subscription { readings(sensor: \"a\") { n } }";
    static final String HIGH = "subscription { high(sensor: \"a\") { n } }";
    static final String NOTES = "subscription { notes { n } }";
    static final String TICKS = "subscription { ticks { n } }";

    private Readings() {}

    /** All readings behind an id, by the field's argument. */
    static String after(String id) {
        return "subscription { readings(sensor: \"a\", after: \"%s\") { n } }".formatted(id);
    }

    /** Starts a node of this JVM with a schema and a database of its own or of others. */
    static ConfiguredNode start(Path folder, String sdl, PostgresDatabase store, String further) throws Exception {
        Files.writeString(folder.resolve("schema.graphql"), sdl);
        return ConfiguredNode.start(folder, """
                graph: { schemas: [schema.graphql] }
                store: { kind: postgres, uri: "%s" }
                """.formatted(store.uri()) + further);
    }

    /** A text beside the tests. */
    static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Readings.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    static String event(int n) {
        return "{\"n\":%d}".formatted(n);
    }

    static String event(int n, String level) {
        return "{\"n\":%d,\"level\":\"%s\"}".formatted(n, level);
    }

    /** Reads on: the numbers from {@code first} to {@code last}, each once and in order; the last one's event. */
    static EventStream.Event expect(EventStream stream, int first, int last) throws IOException {
        EventStream.Event event = stream.next();
        List<Integer> came = new ArrayList<>(List.of(event.n()));
        while (event.n() < last) {
            assertThat(event.n()).as("%s", came).isEqualTo(first + came.size() - 1);
            event = stream.next();
            came.add(event.n());
        }
        assertThat(event.n()).as("%s", came).isEqualTo(last);
        assertThat(came).hasSize(last - first + 1);
        return event;
    }
}
