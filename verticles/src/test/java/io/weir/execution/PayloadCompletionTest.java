package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values that say less than their schema: without a field that a subgraph owns too, or known by their interface only. */
class PayloadCompletionTest {

    private static final String LINK = """
            extend schema @link(url: "https://specs.apollo.dev/federation/v2.3",
              import: ["@key" "@shareable" "@interfaceObject"])
            """;

    private final ScriptedSubgraphs subgraphs = new ScriptedSubgraphs();
    private final FederatedFixture weir = new FederatedFixture(
            FederatedGraphs.of("""
                    type Subscription {
                      user: User @eventsSubscribe(topic: "user")
                      media: Media @eventsSubscribe(topic: "media")
                    }
                    type User @key(fields: "id", resolvable: false) { id: ID! @external mood: String }
                    interface Media @key(fields: "id", resolvable: false) { id: ID! @external }
                    """)
                    .subgraph("users", LINK + """
                    type Query { me: User }
                    type User @key(fields: "id") { id: ID! name: String mood: String @shareable }
                    """)
                    .subgraph("media", LINK + """
                    interface Media @key(fields: "id") { id: ID! }
                    type Book implements Media @key(fields: "id") { id: ID! pages: Int }
                    interface Shelf @key(fields: "id") { id: ID! }
                    """)
                    .subgraph("shelves", LINK + """
                    type Query { shelf: Shelf }
                    type Shelf @key(fields: "id") @interfaceObject { id: ID! rows: Int }
                    """),
            subgraphs);

    private String complete(String query, Map<String, Object> event) {
        return weir.stream(query, Map.of())
                .complete(event, weir.operations.forEvent())
                .result()
                .toString();
    }

    @Test
    void shouldFetchADeclaredFieldThatTheEventLacks() {
        subgraphs.reply("users", "{\"data\":{\"_entities\":[{\"mood\":\"fine\"}]}}");

        assertThat(complete("subscription { user { id mood } }", Map.of("__typename", "User", "id", "1")))
                .isEqualTo("{\"data\":{\"user\":{\"id\":\"1\",\"mood\":\"fine\"}}}");
        assertThat(subgraphs.asked()).singleElement().asString().contains("...on User{mood}");
    }

    @Test
    void shouldAskNobodyForADeclaredFieldThatTheEventHas() {
        assertThat(complete(
                        "subscription { user { id mood } }", Map.of("__typename", "User", "id", "1", "mood", "sad")))
                .isEqualTo("{\"data\":{\"user\":{\"id\":\"1\",\"mood\":\"sad\"}}}");
        assertThat(subgraphs.asked()).isEmpty();
    }

    @Test
    void shouldLearnTheTypeOfAnEventThatNamesTheInterface() {
        subgraphs.reply("media", "{\"data\":{\"_entities\":[{\"__typename\":\"Book\",\"pages\":7}]}}");

        assertThat(complete(
                        "subscription { media { __typename id ... on Book { pages } } }",
                        Map.of("__typename", "Media", "id", "1")))
                .isEqualTo("{\"data\":{\"media\":{\"__typename\":\"Book\",\"id\":\"1\",\"pages\":7}}}");
        assertThat(subgraphs.asked()).hasSize(1);
    }

    @Test
    void shouldReadAnInterfaceThatNobodyImplements() {
        subgraphs.reply("shelves", "{\"data\":{\"shelf\":{\"rows\":3}}}");

        assertThat(weir.run("{ shelf { rows } }")).isEqualTo("{\"data\":{\"shelf\":{\"rows\":3}}}");
    }
}
