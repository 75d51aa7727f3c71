package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.FederatedGraphs;
import io.weir.graph.Graph;
import io.weir.graph.RootSource;
import io.weir.graph.template.TopicTemplate;
import io.weir.template.Template;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Mutations whose handler's reply is what a field of Query is asked with. A topic stands in for the handler. */
class ActionFollowUpTest {

    private static final Graph GRAPH =
            FederatedGraphs.of("""
                    type Mutation {
                      createUser(name: String!): User
                        @action(url: "bus:users.create", query: "user(id: {{ response.made.id }}, lang: {{ args.name }})")
                      twice(name: String!): User
                        @action(url: "bus:users.create", query: "user(id: {{ response.made.id }}, lang: {{ args.name }})")
                    }
                    type User @key(fields: "id", resolvable: false) { id: ID! @external }
                    """).subgraph("users", """
                    type Query { user(id: ID!, lang: String): User }
                    type User @key(fields: "id") { id: ID! name: String }
                    """).build();

    private final ScriptedSubgraphs subgraphs = new ScriptedSubgraphs();
    private final FederatedFixture weir = new FederatedFixture(withTopic(), subgraphs);

    private static Graph withTopic() {
        Map<Graph.FieldName, RootSource> sources = new HashMap<>(GRAPH.sources());
        TopicTemplate topic = new TopicTemplate(new Template("users", List.of(new Template.Part.Text("users"))));
        sources.replaceAll((field, source) -> source instanceof RootSource.Action
                ? new RootSource.EventsRequest("default", topic, Optional.empty())
                : source);
        return new Graph(
                GRAPH.schema(),
                GRAPH.supergraph(),
                sources,
                GRAPH.followUps(),
                GRAPH.keys(),
                GRAPH.log(),
                GRAPH.models(),
                GRAPH.deliveries());
    }

    private static String user(String fields) {
        return "{\"data\":{\"%s\":%s}}".formatted(FollowUpTest.key("user(id: $user_id, lang: $user_lang)"), fields);
    }

    @Test
    void shouldAskAFieldOfQueryWithTheReply() {
        weir.topics.reply("users", "{\"made\":{\"id\":7},\"name\":\"not read\"}");
        subgraphs.reply("users", user("{\"name\":\"Ada\"}"));

        assertThat(weir.run("mutation { new: createUser(name: \"x\") { name } }"))
                .isEqualTo("{\"data\":{\"new\":{\"name\":\"Ada\"}}}");
        assertThat(subgraphs.requests())
                .extracting(request -> request.mutation())
                .containsExactly(false);
        assertThat(subgraphs.asked())
                .singleElement()
                .asString()
                .endsWith("\"variables\":{\"user_id\":7,\"user_lang\":\"x\"}}");
    }

    @Test
    void shouldSayWhatTheReplyLacks() {
        weir.topics.reply("users", "{\"made\":null}");

        assertThat(weir.run("mutation { new: createUser(name: \"x\") { name } }"))
                .startsWith("{\"data\":{\"new\":null}")
                .contains(
                        "response.made.id is null, and user(id:) needs a value", "\"path\":[\"new\"]", "INVALID_VALUE");
    }

    @Test
    void shouldAskNobodyWhereThereIsNoReply() {
        assertThat(weir.run("mutation { new: createUser(name: \"x\") { name } }"))
                .startsWith("{\"data\":{\"new\":null}")
                .contains("\"path\":[\"new\"]");
        assertThat(subgraphs.asked()).isEmpty();
    }

    @Test
    void shouldKeepMutationsApart() {
        weir.topics.reply("users", "{\"made\":{\"id\":7}}");
        subgraphs.reply("users", user("{\"name\":\"Ada\"}")).reply("users", user("{\"name\":\"Bob\"}"));

        assertThat(weir.run("mutation { a: createUser(name: \"x\") { name } b: twice(name: \"y\") { name } }"))
                .isEqualTo("{\"data\":{\"a\":{\"name\":\"Ada\"},\"b\":{\"name\":\"Bob\"}}}");
    }
}
