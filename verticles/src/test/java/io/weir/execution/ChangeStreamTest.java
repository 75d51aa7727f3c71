package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.weir.graph.FederatedGraphs;
import io.weir.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Streams whose events are hints only: what is sent is the entity as its owners have it. */
class ChangeStreamTest {

    private final ScriptedSubgraphs subgraphs = new ScriptedSubgraphs();
    private final FederatedFixture weir =
            new FederatedFixture(FederatedGraphs.of("""
                    type Subscription {
                      droid(id: ID): Droid @eventsSubscribe(topic: "droids", onChange: true)
                      sure(id: ID!): Droid! @eventsSubscribe(topic: "droid.{{ args.id }}", onChange: true)
                      ship(org: Org, number: Int): Ship @eventsSubscribe(topic: "ships", onChange: true)
                      either: Either @eventsSubscribe(topic: "either", onChange: true)
                      events: Droid @eventsSubscribe(topic: "events")
                    }
                    type Droid @key(fields: "id", resolvable: false) @key(fields: "serial", resolvable: false) {
                      id: ID! @external serial: ID! @external name: String
                    }
                    type Ship @key(fields: "org { id } number", resolvable: false) { org: Organisation! number: Int! }
                    type Organisation { id: ID! name: String }
                    input Org { id: ID! }
                    union Either = Droid | Ship
                    """).subgraph("droids", """
                    type Query { a: Int }
                    type Droid @key(fields: "id") @key(fields: "serial") {
                      id: ID! serial: ID! name: String friends: [Droid!] owner: Organisation
                    }
                    type Organisation @shareable { id: ID! name: String }
                    type Ship @key(fields: "org { id } number") { org: Organisation! number: Int! speed: Int }
                    extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
                    """), subgraphs);

    private EventStream stream(String selection) {
        return weir.stream("subscription " + selection, Map.of());
    }

    private String complete(EventStream stream, Object payload) {
        return stream.complete(payload, weir.operations.forEvent()).result().toString();
    }

    private static Object json(String text) {
        return Json.parse(Buffer.buffer(text));
    }

    @Test
    void shouldTakeNothingOfAnEventButTheKey() {
        // Given
        subgraphs.reply("droids", "{\"data\":{\"_entities\":[{\"name\":\"R2-D2\",\"friends\":[]}]}}");
        Object event = json(
                "{\"__typename\":\"Droid\",\"id\":1,\"serial\":9,\"name\":\"said by the event\",\"friends\":null}");

        // When
        String response = complete(stream("{ droid { id name friends { id } } }"), event);

        // Then
        assertThat(response).isEqualTo("{\"data\":{\"droid\":{\"id\":\"1\",\"name\":\"R2-D2\",\"friends\":[]}}}");
        assertThat(subgraphs.asked()).singleElement().asString().contains("{\"__typename\":\"Droid\",\"id\":1}");
    }

    @Test
    void shouldTakeTheEntityThatTheArgumentsName() {
        // Given
        subgraphs.reply("droids", "{\"data\":{\"_entities\":[{\"name\":\"R2-D2\"}]}}");
        EventStream stream = stream("{ droid(id: \"1\") { name } }");

        // When
        Object first = stream.first().orElseThrow();

        // Then
        assertThat(first).isEqualTo(Map.of("__typename", "Droid", "id", "1"));
        assertThat(stream("{ droid(id: 1) { name } }").first())
                .as("a subgraph may take an ID as text alone")
                .contains(first);
        assertThat(stream.malformed(first)).isEmpty();
        assertThat(complete(stream, first)).isEqualTo("{\"data\":{\"droid\":{\"name\":\"R2-D2\"}}}");
    }

    @Test
    void shouldTakeAnyHintWhereTheArgumentsNameTheEntity() {
        subgraphs.reply("droids", "{\"data\":{\"_entities\":[{\"name\":\"R2-D2\"}]}}");
        EventStream stream = stream("{ sure(id: \"1\") { name } }");
        Object hint = json("{\"type\":\"renamed\",\"id\":\"event-17\"}");
        assertThat(stream.malformed(hint)).isEmpty();
        assertThat(stream.accepts(hint)).isTrue();
        assertThat(complete(stream, hint)).isEqualTo("{\"data\":{\"sure\":{\"name\":\"R2-D2\"}}}");
    }

    @Test
    void shouldPassOverEventsThatNameAnotherEntity() {
        EventStream stream = stream("{ droid(id: 1) { name } }");
        assertThat(stream.accepts(json("{\"__typename\":\"Droid\",\"id\":2}"))).isFalse();
        assertThat(stream.accepts(json("{\"__typename\":\"Droid\",\"id\":1}"))).isTrue();
        assertThat(stream.accepts(json("{\"__typename\":\"Droid\",\"id\":\"1\"}")))
                .isTrue();
        assertThat(stream.accepts(json("{\"__typename\":\"DroidRenamed\",\"id\":2}")))
                .isTrue();
        assertThat(stream("{ droid { name } }").accepts(json("{\"__typename\":\"Droid\",\"id\":2}")))
                .isTrue();
    }

    @Test
    void shouldKnowEntitiesApart() {
        EventStream any = stream("{ droid { name } }");
        Object one = any.changeKey(json("{\"__typename\":\"Droid\",\"id\":1,\"name\":\"a\"}"));
        assertThat(any.onChange()).isTrue();
        assertThat(any.first()).isEmpty();
        assertThat(any.changeKey(json("{\"__typename\":\"Droid\",\"id\":\"1\",\"name\":\"b\"}")))
                .isEqualTo(one);
        assertThat(any.changeKey(json("{\"id\":1}"))).isEqualTo(one);
        assertThat(any.malformed(json("{\"id\":1}"))).isEmpty();
        assertThat(any.malformed(json("{\"number\":1}"))).isPresent();
        assertThat(any.changeKey(json("{\"__typename\":\"Droid\",\"id\":2}"))).isNotEqualTo(one);
        EventStream named = stream("{ droid(id: 1) { name } }");
        assertThat(named.changeKey(named.first().orElseThrow())).isEqualTo(named.changeKey(json("{\"any\":1}")));
        assertThat(stream("{ events { name } }").onChange()).isFalse();
    }

    @Test
    void shouldTakeNestedKeys() {
        // Given
        subgraphs.reply("droids", "{\"data\":{\"_entities\":[{\"speed\":7,\"org\":{\"name\":\"Empire\"}}]}}");
        EventStream stream = stream("{ ship(org: {id: \"5\"}, number: 3) { speed org { name } } }");
        Object named = Map.of("__typename", "Ship", "org", Map.of("id", "5"), "number", 3);

        // Then
        assertThat(stream.first()).contains(named);
        assertThat(complete(stream, json("{}")))
                .isEqualTo("{\"data\":{\"ship\":{\"speed\":7,\"org\":{\"name\":\"Empire\"}}}}");
        assertThat(stream("{ ship(number: 3) { speed } }").first()).isEmpty();
        subgraphs.reply("droids", "{\"data\":{\"_entities\":[{\"org\":{\"name\":\"Empire\"}}]}}");
        assertThat(complete(stream("{ ship(org: {id: \"5\"}, number: 3) { org { name } } }"), json("{}")))
                .isEqualTo("{\"data\":{\"ship\":{\"org\":{\"name\":\"Empire\"}}}}");
        EventStream any = stream("{ ship { speed org { name } } }");
        Object event = json("{\"__typename\":\"Ship\",\"org\":{\"id\":5,\"name\":\"from the event\"},\"number\":3}");
        assertThat(any.changeKey(event)).isEqualTo(stream.changeKey(named));
        subgraphs.reply("droids", "{\"data\":{\"_entities\":[{\"speed\":8,\"org\":{\"name\":\"Empire\"}}]}}");
        assertThat(complete(any, event)).isEqualTo("{\"data\":{\"ship\":{\"speed\":8,\"org\":{\"name\":\"Empire\"}}}}");
    }

    @Test
    void shouldLetEventsNameTheTypeWhereItMayBeSeveral() {
        EventStream either = stream("{ either { ... on Droid { name } ... on Ship { speed } } }");
        Object ship = json("{\"__typename\":\"Ship\",\"org\":{\"id\":5},\"number\":3}");
        subgraphs.reply("droids", "{\"data\":{\"_entities\":[{\"speed\":7}]}}");
        assertThat(either.first()).isEmpty();
        assertThat(either.malformed(json("{\"id\":1}"))).isPresent();
        assertThat(either.malformed(json("{\"__typename\":\"Ship\",\"number\":3}")))
                .hasValueSatisfying(wrong -> assertThat(wrong).contains("lacks the key"));
        assertThat(complete(either, ship)).isEqualTo("{\"data\":{\"either\":{\"speed\":7}}}");
    }

    @Test
    void shouldSayNullForAnEntityThatIsGone() {
        subgraphs.reply("droids", "{\"data\":{\"_entities\":[null]}}");
        assertThat(complete(stream("{ droid(id: 1) { id name } }"), json("{}")))
                .isEqualTo("{\"data\":{\"droid\":null}}");
        subgraphs.reply("droids", "{\"data\":{\"_entities\":[null]}}");
        assertThat(complete(stream("{ sure(id: 1) { id name } }"), json("{}")))
                .startsWith("{\"data\":null,\"errors\":[");
    }

    @Test
    void shouldNotTakeAFailureForAnEntityThatIsGone() {
        subgraphs.reply(
                "droids",
                "{\"data\":{\"_entities\":[null]},\"errors\":[{\"message\":\"no\",\"path\":[\"_entities\",0]}]}");
        assertThat(complete(stream("{ droid(id: 1) { id name } }"), json("{}")))
                .startsWith("{\"data\":{\"droid\":{\"id\":\"1\",\"name\":null}},\"errors\":[");
        assertThat(complete(stream("{ droid(id: 1) { id name } }"), json("{}")))
                .startsWith("{\"data\":{\"droid\":{\"id\":\"1\",\"name\":null}},\"errors\":[");
    }
}
