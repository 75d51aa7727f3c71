package io.weir.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.server.ConfiguredNode;
import io.weir.testing.SubgraphServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * "Subscriptions without explicit events": a client that asks for a droid's name and another that asks for its friends
 * each hear of what they asked for, when it is something else than before.
 */
@Timeout(60)
class OnChangeIT {

    private static final String DROIDS = """
            type Query { droid(id: ID!): Droid }
            type Droid @key(fields: "id") { id: ID! name: String friends: [Droid!] }
            """;

    private static final String EVENTS = """
            type Subscription {
              droid(id: ID!): Droid @eventsSubscribe(topic: "droid.{{ args.id }}", onChange: true)
            }
            type Droid @key(fields: "id", resolvable: false) { id: ID! @external }
            """;

    private static final String NAME = "subscription { droid(id: 1) { name } }";
    private static final String FRIENDS = "subscription { droid(id: 1) { friends { name } } }";

    @TempDir
    Path folder;

    private final Map<String, String> names = new ConcurrentHashMap<>(Map.of("1", "foo", "2", "R2"));
    private volatile List<String> friends = List.of();
    private SubgraphServer droids;
    private ConfiguredNode node;

    @BeforeEach
    void start() throws Exception {
        droids = SubgraphServer.serving(DROIDS)
                .field("Query", "droid", env -> droid(env.getArgument("id")))
                .entity("Droid", key -> droid(String.valueOf(key.get("id"))))
                .start();
        Files.writeString(folder.resolve("events.graphql"), EVENTS);
        Files.writeString(folder.resolve("droids.graphql"), DROIDS);
        node = ConfiguredNode.start(folder, """
                graph:
                  schemas: [events.graphql]
                  subgraphs: [{ name: droids, url: "%s", schema: droids.graphql }]
                """.formatted(droids.url()));
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        droids.close();
    }

    private Map<String, Object> droid(String id) {
        List<Map<String, Object>> those = id.equals("1")
                ? friends.stream()
                        .map(friend -> Map.<String, Object>of("id", friend, "name", names.get(friend)))
                        .toList()
                : List.of();
        return Map.of("id", id, "name", names.get(id), "friends", those);
    }

    /** Says that droid 1 may have changed. */
    private void hint() throws Exception {
        node.publish("droid.1", "{\"__typename\":\"Droid\",\"id\":\"1\",\"name\":\"not to be believed\"}");
    }

    private static void expect(EventStream stream, String droid) throws Exception {
        assertThat(stream.next().root("droid")).hasToString(droid);
    }

    @Test
    void shouldTellEachClientOfWhatItAskedForOnly() throws Exception {
        try (EventStream name = WsStream.open(node.port(), NAME);
                EventStream friend = SseStream.open(node.port(), FRIENDS)) {
            // Then the first value comes by itself
            expect(name, "{\"name\":\"foo\"}");
            expect(friend, "{\"friends\":[]}");

            // When nothing has changed, and when each has changed
            hint();
            names.put("1", "bar");
            hint();
            expect(name, "{\"name\":\"bar\"}");
            friends = List.of("2");
            hint();
            expect(friend, "{\"friends\":[{\"name\":\"R2\"}]}");
            names.put("1", "baz");
            hint();
            expect(name, "{\"name\":\"baz\"}");
            names.put("2", "D2");
            hint();

            // Then each heard of its own changes, and of nothing between them
            expect(friend, "{\"friends\":[{\"name\":\"D2\"}]}");
        }
    }

    @Test
    void shouldGiveALateClientTheValueOfNowAndTheOthersNothing() throws Exception {
        try (EventStream early = SseStream.open(node.port(), NAME)) {
            // Given
            expect(early, "{\"name\":\"foo\"}");
            names.put("1", "bar");
            hint();
            expect(early, "{\"name\":\"bar\"}");

            // When
            try (EventStream late = WsStream.open(node.port(), NAME)) {
                // Then
                expect(late, "{\"name\":\"bar\"}");
                hint();
                names.put("1", "baz");
                hint();
                expect(late, "{\"name\":\"baz\"}");
                expect(early, "{\"name\":\"baz\"}");
            }
        }
    }

    @Test
    void shouldNeedNothingOfTheHintButThatItCame() throws Exception {
        try (EventStream name = WsStream.open(node.port(), NAME)) {
            expect(name, "{\"name\":\"foo\"}");
            names.put("1", "bar");

            node.publish("droid.1", "{}");

            expect(name, "{\"name\":\"bar\"}");
        }
    }
}
