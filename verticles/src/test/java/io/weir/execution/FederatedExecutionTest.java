package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import io.weir.graph.FederatedGraphs;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Events, requests over topics and mutations on a composed graph. */
@ExtendWith(VertxExtension.class)
class FederatedExecutionTest {

    private static final FederatedGraphs GRAPHS = FederatedGraphs.of("""
                    type Query { asked(id: ID!): User @eventsRequest(topic: "asked.{{ args.id }}") }
                    type Mutation { tell(id: ID!): User @eventsRequest(topic: "tell") }
                    type Subscription {
                      user: User @eventsSubscribe(topic: "user")
                      late: User @eventsSubscribe(topic: "user", awaitEntity: "1s")
                    }
                    type User @key(fields: "id", resolvable: false) { id: ID! @external mood: String }
                    """).subgraph("users", """
                    type Query { me: User }
                    type Mutation { rename(id: ID!, name: String = "x"): User drop(id: ID!): Boolean }
                    type User @key(fields: "id") { id: ID! name: String! email: String }
                    """);

    private final ScriptedSubgraphs subgraphs = new ScriptedSubgraphs();
    private final FederatedFixture weir = new FederatedFixture(GRAPHS, subgraphs);
    private final Map<String, Object> event =
            Map.of("__typename", "User", "id", "1", "mood", "fine", "email", "not owned");

    @Test
    void shouldCompleteAnEventFromItsOwnerAndTakeNothingElseOfIt() {
        subgraphs.reply("users", "{\"data\":{\"_entities\":[{\"name\":\"Ada\",\"email\":null}]}}");

        assertThat(complete("subscription { u: user { mood name email } }"))
                .isEqualTo("{\"data\":{\"u\":{\"mood\":\"fine\",\"name\":\"Ada\",\"email\":null}}}");
        assertThat(subgraphs.asked())
                .hasSize(1)
                .first()
                .asString()
                .endsWith("[{\"__typename\":\"User\",\"id\":\"1\"}]}}");
    }

    @Test
    void shouldAskNoOneForWhatTheEventCarries() {
        assertThat(complete("subscription { user { id mood } }"))
                .isEqualTo("{\"data\":{\"user\":{\"id\":\"1\",\"mood\":\"fine\"}}}");
        assertThat(subgraphs.asked()).isEmpty();
    }

    @Test
    void shouldShareAFetchAmongAllStreamsOfAnEvent() {
        subgraphs.reply("users", "{\"data\":{\"_entities\":[{\"name\":\"Ada\"}]}}");
        var scope = weir.operations.forEvent();

        Buffer one = weir.stream("subscription { user { name } }", Map.of())
                .complete(event, scope)
                .result();
        Buffer other = weir.stream("subscription { n: user { name mood } }", Map.of())
                .complete(event, scope)
                .result();

        assertThat(one.toString()).isEqualTo("{\"data\":{\"user\":{\"name\":\"Ada\"}}}");
        assertThat(other.toString()).isEqualTo("{\"data\":{\"n\":{\"name\":\"Ada\",\"mood\":\"fine\"}}}");
        assertThat(subgraphs.asked()).hasSize(1);
    }

    @Test
    void shouldKeepStreamsOfDifferentSubscribersApart() {
        String query = "subscription { user { name } }";
        assertThat(weir.stream(query, Map.of("authorization", "a")).key())
                .isEqualTo(weir.stream(query, Map.of("authorization", "a")).key())
                .isNotEqualTo(weir.stream(query, Map.of("authorization", "b")).key());
    }

    @Test
    void shouldAskAgainForAnEntityThatDoesNotExistYet(Vertx vertx, VertxTestContext test) {
        // Given
        subgraphs
                .reply("users", "{\"data\":{\"_entities\":[null]}}")
                .reply("users", "{\"data\":{\"_entities\":null}}")
                .reply("users", "{\"data\":{\"_entities\":[{\"name\":\"Ada\"}]}}");

        // When
        vertx.runOnContext(turn -> weir.stream("subscription { late { name } }", Map.of())
                .complete(event, weir.operations.forEvent())
                .onComplete(test.succeeding(response -> test.verify(() -> {
                    // Then
                    assertThat(response.toString()).isEqualTo("{\"data\":{\"late\":{\"name\":\"Ada\"}}}");
                    assertThat(subgraphs.asked()).hasSize(3);
                    test.completeNow();
                }))));
    }

    @Test
    void shouldAskOnceWhereTheFieldDoesNotWait() {
        subgraphs.reply("users", "{\"data\":{\"_entities\":[null]}}");

        assertThat(complete("subscription { user { email mood } }"))
                .isEqualTo("{\"data\":{\"user\":{\"email\":null,\"mood\":\"fine\"}}}");
    }

    @Test
    void shouldCompleteAReplyOfATopic() {
        weir.topics.reply("asked.1", "{\"__typename\":\"User\",\"id\":\"1\",\"mood\":\"m\"}");
        subgraphs.reply("users", "{\"data\":{\"_entities\":[{\"name\":\"Ada\"}]}}");

        assertThat(weir.run("{ asked(id: 1) { mood name } }"))
                .isEqualTo("{\"data\":{\"asked\":{\"mood\":\"m\",\"name\":\"Ada\"}}}");
    }

    @Test
    void shouldRunMutationsInSeriesAndAnnounceThem() {
        // Given
        weir.topics.reply("tell", "{\"__typename\":\"User\",\"id\":\"1\"}");
        subgraphs
                .reply("users", "{\"data\":{\"a\":{\"name\":\"B\",\"id\":\"1\"}}}")
                .reply("users", "{\"data\":{\"_entities\":[{\"name\":\"C\"}]}}")
                .reply("users", "{\"data\":{\"drop\":null},\"errors\":[{\"message\":\"no\",\"path\":[\"drop\"]}]}");

        // When
        String response = weir.run("mutation { a: rename(id: 1) { name } tell(id: 1) { name } drop(id: 2) }");

        // Then
        assertThat(response)
                .startsWith(
                        "{\"data\":{\"a\":{\"name\":\"B\"},\"tell\":{\"name\":\"C\"},\"drop\":null},\"errors\":[{\"message\":\"no\"");
        assertThat(weir.topics.sent())
                .hasSize(3)
                .anyMatch(sent -> sent.startsWith("mutation.rename {\"args\":{\"id\":1,\"name\":\"x\"},\"result\":{")
                        && sent.contains("\"name\":\"B\""))
                .anyMatch(sent -> sent.startsWith("tell "))
                .anyMatch(sent -> sent.startsWith("mutation.tell "));
        assertThat(subgraphs.requests().get(0).mutation()).isTrue();
        assertThat(subgraphs.requests().get(1).mutation()).isFalse();
    }

    @Test
    void shouldTakeEventsThatNameAnInterfaceObject() {
        // Given
        FederatedGraphs graphs = FederatedGraphs.of("""
                        type Subscription { media: Media @eventsSubscribe(topic: "media") }
                        type Media @interfaceObject @key(fields: "id", resolvable: false) { id: ID! }
                        """).subgraph("library", """
                        extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
                        type Query { any: Media }
                        interface Media @key(fields: "id") { id: ID! title: String }
                        type Book implements Media @key(fields: "id") { id: ID! title: String }
                        """);
        subgraphs.reply("library", "{\"data\":{\"_entities\":[{\"__typename\":\"Book\",\"title\":\"T\"}]}}");
        FederatedFixture federated = new FederatedFixture(graphs, subgraphs);
        EventStream stream = federated.stream("subscription { media { __typename title } }", Map.of());

        // Then
        assertThat(stream.malformed(Map.of("__typename", "Media", "id", "1"))).isEmpty();
        assertThat(stream.malformed(Map.of("__typename", "Media")).orElse("")).contains("it lacks the key \"id\"");
        assertThat(stream.malformed(Map.of("__typename", "Query", "id", "1"))).isPresent();
        assertThat(stream.complete(Map.of("__typename", "Media", "id", "1"), federated.operations.forEvent())
                        .result()
                        .toString())
                .isEqualTo("{\"data\":{\"media\":{\"__typename\":\"Book\",\"title\":\"T\"}}}");
    }

    @Test
    void shouldTakeEventsThatNameNoMoreThanAnInterfaceWithAKey() {
        // Given
        FederatedGraphs graphs = FederatedGraphs.of("""
                        type Subscription { media: Media @eventsSubscribe(topic: "media") }
                        interface Media @key(fields: "id", resolvable: false) { id: ID! }
                        """).subgraph("library", """
                        extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
                        type Query { any: Media }
                        interface Media @key(fields: "id") { id: ID! title: String }
                        type Book implements Media @key(fields: "id") { id: ID! title: String }
                        """);
        subgraphs.reply("library", "{\"data\":{\"_entities\":[{\"__typename\":\"Book\",\"title\":\"T\"}]}}");
        FederatedFixture federated = new FederatedFixture(graphs, subgraphs);
        EventStream stream = federated.stream("subscription { media { __typename title } }", Map.of());

        // When
        Map<String, Object> event = Map.of("__typename", "Media", "id", "1");

        // Then
        assertThat(stream.malformed(event)).isEmpty();
        assertThat(stream.complete(event, federated.operations.forEvent())
                        .result()
                        .toString())
                .isEqualTo("{\"data\":{\"media\":{\"__typename\":\"Book\",\"title\":\"T\"}}}");
    }

    @Test
    void shouldNotNameTypesAndValuesThatClientsMustNotSee() {
        // Given
        FederatedGraphs graphs = FederatedGraphs.ofSubgraphs().subgraph("s", """
                extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@inaccessible"])
                type Query { any: Any all: [Any] level: Level }
                union Any = Seen | Hidden
                type Seen { a: String }
                type Hidden @inaccessible { a: String }
                enum Level { LOW SECRET @inaccessible }
                """);
        subgraphs.reply(
                "s",
                "{\"data\":{\"any\":{\"__typename\":\"Hidden\"},\"all\":[{\"__typename\":\"Hidden\"},"
                        + "{\"__typename\":\"Seen\",\"a\":\"A\"}],\"level\":\"SECRET\"}}");

        // When
        String response =
                new FederatedFixture(graphs, subgraphs).run("{ any { __typename } all { ... on Seen { a } } level }");

        // Then
        assertThat(response)
                .startsWith("{\"data\":{\"any\":null,\"all\":[null,{\"a\":\"A\"}],\"level\":null},\"errors\":[")
                .doesNotContain("Hidden", "SECRET");
    }

    private String complete(String query) {
        Future<Buffer> response = weir.stream(query, Map.of()).complete(event, weir.operations.forEvent());
        return response.result().toString();
    }
}
