package io.weir.streams;

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

/**
 * The example of "Event-stream based GraphQL subscriptions", whole: events of an interface, a client that has seen event
 * 5, and what a server-sent events endpoint then says.
 */
@Timeout(120)
class DroidStreamIT {

    private static final String MY_DROID_EVENTS = """
            subscription MyDroidEvents {
              droidEvents(lastSeenEventId: 5) {
                tpe: __typename
                eventId
                ... on NameChanged {
                  oldName
                  newName
                }
              }
            }
            """;

    @TempDir
    Path folder;

    private Droids droids;
    private ConfiguredNode node;

    @BeforeEach
    void start() throws Exception {
        droids = new Droids();
        node = ConfiguredNode.start(
                folder,
                droids.graph(folder)
                        + "store: { kind: postgres, uri: \"%s\" }\n"
                                .formatted(Postgres.database().uri()));
        droids.serve(node.vertx());
        for (JsonObject event : Droids.story()) {
            node.publish("droidEvents", event.encode());
        }
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        droids.close();
    }

    @Test
    void shouldAnswerAsTheDocumentSays() throws Exception {
        // When
        try (SseStream stream = SseStream.open(node.port(), MY_DROID_EVENTS)) {
            // Then
            expect(stream, """
                    id: 6
                    data: {"data": {"droidEvents": {"tpe": "NameChanged", "eventId": 6, "oldName": "foo", "newName": "bar"}}}
                    """);
            expect(stream, """
                    id: 7
                    data: {"data": {"droidEvents": {"tpe": "FriendAdded", "eventId": 7}}}
                    """);
            expect(stream, """
                    id: 8
                    data: {"data": {"droidEvents": {"tpe": "NameChanged", "eventId": 8, "oldName": "bar", "newName": "baz"}}}
                    """);

            // When commands change droids
            assertThat(node.graphql("mutation { changeName(id: \"1\", newName: \"qux\") { name } }"))
                    .startsWith("{\"data\":{\"changeName\":{\"name\":\"qux\"}}");
            assertThat(node.graphql("mutation { addFriend(id: \"2\", friendId: \"2\") { friends { name } } }"))
                    .startsWith("{\"data\":{\"addFriend\":{\"friends\":[{\"name\":\"qux\"},{\"name\":\"R2\"}]}}");

            // Then
            expect(stream, """
                    id: 9
                    data: {"data": {"droidEvents": {"tpe": "NameChanged", "eventId": 9, "oldName": "baz", "newName": "qux"}}}
                    """);
            expect(stream, """
                    id: 10
                    data: {"data": {"droidEvents": {"tpe": "FriendAdded", "eventId": 10}}}
                    """);
        }

        // And the query model agrees
        assertThat(node.graphql("{ droids { name } }"))
                .isEqualTo("{\"data\":{\"droids\":[{\"name\":\"qux\"},{\"name\":\"R2\"}]}}");
        assertThat(node.graphql("{ droid(id: \"1\") { name friends { name } } }"))
                .isEqualTo("{\"data\":{\"droid\":{\"name\":\"qux\",\"friends\":[{\"name\":\"R2\"}]}}}");
    }

    /** The document's frame, spaces in JSON apart, with the name that protocols on top give it. */
    private static void expect(SseStream stream, String documented) throws Exception {
        String[] lines = documented.split("\n");
        String data = "data: " + new JsonObject(lines[1].substring(6)).encode();
        assertThat(stream.frame().lines()).containsExactlyInAnyOrder("event: next", lines[0], data);
    }

    @Test
    void shouldTakeTheEventsOwnIdWhereverAnIdIsTaken() throws Exception {
        String live = MY_DROID_EVENTS.replace("(lastSeenEventId: 5)", "");
        try (EventStream header = SseStream.resume(node.port(), live, "6");
                EventStream extension = SseStream.resumeByExtension(node.port(), live, "6");
                EventStream socket = WsStream.resume(node.port(), live, "6");
                EventStream both = SseStream.resume(node.port(), MY_DROID_EVENTS, "6")) {
            for (EventStream stream : new EventStream[] {header, extension, socket, both}) {
                EventStream.Event event = stream.next();
                assertThat(event.place()).isEqualTo("7");
                assertThat(event.root("droidEvents").getInteger("eventId")).isEqualTo(7);
            }
        }
    }

    @Test
    void shouldResolveWhatAnEventOfEachTypeHas() throws Exception {
        String query = """
                subscription {
                  droidEvents(lastSeenEventId: 6) {
                    __typename
                    ... on DroidEvent { eventId }
                    ... on NameChanged { droid { id } }
                    ...Friendship
                  }
                }
                fragment Friendship on FriendAdded { who: droid { id } friend { id } }
                """;
        try (EventStream stream = WsStream.open(node.port(), query)) {
            assertThat(stream.next().data().encode())
                    .isEqualTo("{\"droidEvents\":{\"__typename\":\"FriendAdded\",\"eventId\":7,"
                            + "\"who\":{\"id\":\"1\"},\"friend\":{\"id\":\"2\"}}}");
            assertThat(stream.next().data().encode())
                    .isEqualTo(
                            "{\"droidEvents\":{\"__typename\":\"NameChanged\",\"eventId\":8,\"droid\":{\"id\":\"1\"}}}");
        }
    }
}
