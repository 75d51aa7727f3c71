package io.weir.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.weir.server.ConfiguredNode;
import io.weir.testing.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** "All subscription field results can be composed together in one data stream", and resumed with one id. */
@Timeout(120)
class SeveralRootsIT {

    private static final String ROOTS = """
            subscription {
              droidEvents { eventId }
              jediEvents(side: "light") { __typename ... on Duel { against } ... on Lesson { text } }
              again: droidEvents { tpe: __typename }
            }
            """;

    /** Packets that they give for {@link #publishAll()}. */
    private static final int PACKETS = 8;

    @TempDir
    Path folder;

    private ConfiguredNode node;

    @BeforeEach
    void start() throws Exception {
        node = Readings.start(folder, Readings.resource("droids.graphql"), Postgres.database(), "");
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
    }

    private void publishAll() throws Exception {
        List<JsonObject> droids = Droids.story();
        publishDroid(droids.get(0));
        node.publish("jediEvents", jedi("light", "Duel", "against", "Maul"));
        node.publish("jediEvents", jedi("dark", "Duel", "against", "Yoda"));
        publishDroid(droids.get(1));
        node.publish("jediEvents", jedi("light", "Lesson", "text", "Do or do not"));
        publishDroid(droids.get(2));
    }

    private void publishDroid(JsonObject event) throws Exception {
        node.publish("droidEvents", event.encode());
    }

    private static String jedi(String side, String type, String key, String value) {
        return JsonObject.of("__typename", type, "jedi", JsonObject.of("name", "x", "side", side), key, value)
                .encode();
    }

    private static List<EventStream.Event> read(EventStream stream, int count) throws IOException {
        List<EventStream.Event> events = new ArrayList<>();
        while (events.size() < count) {
            events.add(stream.next());
        }
        return events;
    }

    private static List<String> data(List<EventStream.Event> events) {
        return events.stream().map(event -> event.data().encode()).toList();
    }

    private static List<String> data(List<EventStream.Event> events, String root) {
        return data(events).stream()
                .filter(data -> data.startsWith("{\"" + root + "\""))
                .toList();
    }

    @Test
    void shouldGiveEachPacketTheFieldThatFired() throws Exception {
        try (EventStream stream = WsStream.open(node.port(), ROOTS)) {
            // When
            publishAll();

            // Then each root has its events, in order
            List<EventStream.Event> events = read(stream, PACKETS);
            assertThat(data(events, "droidEvents"))
                    .containsExactly(
                            "{\"droidEvents\":{\"eventId\":1}}",
                            "{\"droidEvents\":{\"eventId\":2}}",
                            "{\"droidEvents\":{\"eventId\":3}}");
            assertThat(data(events, "again"))
                    .containsExactly(
                            "{\"again\":{\"tpe\":\"NameChanged\"}}",
                            "{\"again\":{\"tpe\":\"NameChanged\"}}",
                            "{\"again\":{\"tpe\":\"FriendAdded\"}}");
            assertThat(data(events, "jediEvents"))
                    .containsExactly(
                            "{\"jediEvents\":{\"__typename\":\"Duel\",\"against\":\"Maul\"}}",
                            "{\"jediEvents\":{\"__typename\":\"Lesson\",\"text\":\"Do or do not\"}}");
        }
    }

    @Test
    void shouldResumeAllRootsWithOneIdFromAnyPacket() throws Exception {
        // Given
        List<EventStream.Event> all;
        try (EventStream stream = SseStream.open(node.port(), ROOTS)) {
            publishAll();
            all = read(stream, PACKETS);
        }
        for (int seen = 1; seen < PACKETS; seen++) {
            String place = all.get(seen - 1).place();
            List<String> missed = data(all.subList(seen, PACKETS));

            // When
            try (EventStream sse = SseStream.resume(node.port(), ROOTS, place);
                    EventStream socket = WsStream.resume(node.port(), ROOTS, place)) {
                // Then
                assertThat(data(read(sse, PACKETS - seen)))
                        .as("behind %d", seen)
                        .isEqualTo(missed);
                assertThat(data(read(socket, PACKETS - seen)))
                        .as("behind %d", seen)
                        .isEqualTo(missed);
            }
        }
    }

    @Test
    void shouldResumeEachRootByItsArgument() throws Exception {
        publishAll();

        String query = "subscription { droidEvents(lastSeenEventId: 1) { eventId } a: droidEvents { eventId } }";
        try (EventStream stream = WsStream.open(node.port(), query)) {
            assertThat(data(read(stream, 2)))
                    .containsExactly("{\"droidEvents\":{\"eventId\":2}}", "{\"droidEvents\":{\"eventId\":3}}");
            publishDroid(Droids.nameChanged(4, "1", "", ""));
            assertThat(data(read(stream, 2)))
                    .containsExactlyInAnyOrder("{\"droidEvents\":{\"eventId\":4}}", "{\"a\":{\"eventId\":4}}");
        }
    }

    @Test
    void shouldGoOnWithTheOthersWhenOneRootFails() throws Exception {
        try (EventStream stream = SseStream.open(node.port(), ROOTS)) {
            // When an event is none of its field's types
            node.publish("jediEvents", jedi("light", "Droid", "name", "x"));
            publishDroid(Droids.story().get(0));

            // Then
            EventStream.Event failed = stream.next();
            assertThat(failed.response().getJsonArray("errors").getJsonObject(0).getJsonArray("path"))
                    .contains("jediEvents");
            assertThat(data(read(stream, 2)))
                    .containsExactlyInAnyOrder(
                            "{\"droidEvents\":{\"eventId\":1}}", "{\"again\":{\"tpe\":\"NameChanged\"}}");
            node.publish("jediEvents", jedi("light", "Lesson", "text", "y"));
            assertThat(data(read(stream, 1)))
                    .containsExactly("{\"jediEvents\":{\"__typename\":\"Lesson\",\"text\":\"y\"}}");
        }
    }

    @Test
    void shouldKeepToTheSpecificationWhereTheConfigurationSaysSo() throws Exception {
        // Given
        node.close();
        node = ConfiguredNode.start(folder, """
                graph: { schemas: [schema.graphql], multipleRoots: false }
                store: { kind: postgres, uri: "%s" }
                """.formatted(Postgres.database().uri()));

        // Then several are refused and one is served
        try (EventStream several = WsStream.open(node.port(), ROOTS);
                EventStream one = WsStream.open(node.port(), "subscription { droidEvents { eventId } }")) {
            assertThat(several.next().response().encode()).contains("one root field");
            publishAll();
            assertThat(data(read(one, 1))).containsExactly("{\"droidEvents\":{\"eventId\":1}}");
        }
    }
}
