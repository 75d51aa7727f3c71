package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventCursor;
import io.weir.graph.FederatedGraphs;
import io.weir.json.Json;
import io.weir.plan.RequestErrors;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The schema and the query of the event-stream subscriptions document, its slips mended: typed events, told apart by
 * {@code __typename}.
 */
class DroidEventsTest {

    private static final String SDL = """
            type Droid @key(fields: "id", resolvable: false) { id: String! @external }
            interface DroidEvent { eventId: Int }
            type NameChanged implements DroidEvent { eventId: Int droid: Droid! oldName: String newName: String }
            type FriendAdded implements DroidEvent { eventId: Int droid: Droid! friend: Droid! }
            union Either = NameChanged | FriendAdded
            type SubscriptionType {
              droidEvents(lastSeenEventId: Int): DroidEvent!
                @eventsSubscribe(topic: "droidEvents", resume: "lastSeenEventId", id: "eventId")
              either(names: [String!]): Either @eventsSubscribe(topic: "either") @subscriptionFilter(condition: {
                OR: [
                  {IN: {fieldPath: "newName", values: ["{{ args.names }}"]}}
                  {IN: {fieldPath: "friend.id", values: ["{{ args.names }}"]}}
                ]
              })
            }
            schema { subscription: SubscriptionType }
            """;
    private static final String QUERY = """
            subscription MyDroidEvents($last: Int = 5) {
              droidEvents(lastSeenEventId: $last) {
                tpe: __typename
                eventId
                ... on NameChanged { oldName newName }
                ... on FriendAdded { friend { name } }
              }
            }
            """;

    private final ScriptedSubgraphs subgraphs = new ScriptedSubgraphs();
    private final FederatedFixture weir =
            new FederatedFixture(FederatedGraphs.of(SDL).subgraph("droids", """
                    type Droid @key(fields: "id") { id: String! name: String friends: [Droid] }
                    type QueryType { droids: [Droid] droid(id: String!): Droid }
                    schema { query: QueryType }
                    """), subgraphs);

    private String event(String query, String payload) {
        EventStream stream = weir.stream(query, Map.of());
        Object event = Json.parse(Buffer.buffer(payload));
        return stream.malformed(event)
                .map(stream::completeMalformed)
                .orElseGet(
                        () -> stream.complete(event, weir.operations.forEvent()).result())
                .toString();
    }

    @Test
    void shouldAnswerAsTheDocumentDoes() {
        assertThat(event(QUERY, """
                        {"__typename":"NameChanged","eventId":6,"droid":{"id":"2001"},"oldName":"foo","newName":"bar"}""")).isEqualTo("""
                        {"data":{"droidEvents":{"tpe":"NameChanged","eventId":6,"oldName":"foo","newName":"bar"}}}""");
        assertThat(subgraphs.asked()).isEmpty();
    }

    @Test
    void shouldCompleteTheEntitiesOfOneTypeOfEvent() {
        subgraphs.reply("droids", "{\"data\":{\"_entities\":[{\"name\":\"C-3PO\"}]}}");
        assertThat(event(QUERY, """
                        {"__typename":"FriendAdded","eventId":7,"droid":{"id":"2001"},"friend":{"__typename":"Droid","id":"2000"}}""")).isEqualTo("""
                        {"data":{"droidEvents":{"tpe":"FriendAdded","eventId":7,"friend":{"name":"C-3PO"}}}}""");
        assertThat(subgraphs.asked()).hasSize(1);
    }

    @Test
    void shouldRefuseEventsOfNoSuchType() {
        assertThat(event(QUERY, "{\"__typename\":\"Droid\",\"id\":\"1\"}")).contains("MALFORMED_EVENT");
        assertThat(event(QUERY, "{\"eventId\":7}")).contains("MALFORMED_EVENT", "__typename");
    }

    @Test
    void shouldGoOnBehindTheLastSeenEvent() throws RequestErrors {
        assertThat(weir.stream(QUERY, Map.of()).resume()).contains(EventCursor.behind("5"));
        assertThat(weir.stream(QUERY, Map.of()).eventId(1, 6, "6")).isEqualTo("6");
    }

    @Test
    void shouldFilterTypedEventsByWhatEachTypeHas() {
        EventStream stream = weir.stream(
                "subscription { either(names: [\"bar\", \"2000\"]) { ... on DroidEvent { eventId } } }", Map.of());
        Object renamed =
                Json.parse(Buffer.buffer("{\"__typename\":\"NameChanged\",\"newName\":\"bar\",\"eventId\":1}"));
        Object befriended = Json.parse(Buffer.buffer("{\"__typename\":\"FriendAdded\",\"friend\":{\"id\":2000}}"));
        Object other = Json.parse(Buffer.buffer("{\"__typename\":\"FriendAdded\",\"friend\":{\"id\":2001}}"));
        assertThat(stream.accepts(renamed)).isTrue();
        assertThat(stream.accepts(befriended)).isTrue();
        assertThat(stream.accepts(other)).isFalse();
        assertThat(stream.complete(renamed, weir.operations.forEvent()).result().toString())
                .isEqualTo("{\"data\":{\"either\":{\"eventId\":1}}}");
    }
}
