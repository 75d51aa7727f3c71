package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.graph.FederatedGraphs;
import io.weir.json.Json;
import io.weir.plan.RequestErrors;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What subscribers see of a model's events, without the store. */
class ModelEventTest {

    private static final String EVENT = """
            {"__typename": "Order", "id": "7", "node": {"__typename": "Order", "id": "7"}, "before": null,
             "after": {"id": "7", "note": "x", "customer": {"__typename": "Customer", "id": "1"}}, "changed": ["note"], "version": 1}
            """;

    private final ExecutionFixture graph = new ExecutionFixture("""
            type Customer @model { id: ID! }
            type Order @model { id: ID! note: String due: DateTime customer: Customer }
            type Note { id: ID! changed: [String!]! after: Text }
            type Text { note: String }
            type Subscription {
              noted(filter: OrderEventFilter): Note! @eventsSubscribe(topic: "model.Order.updated")
              orderUpdated: Order! @eventsSubscribe(topic: "model.Order.updated")
              other: Note! @eventsSubscribe(topic: "other")
              both: Note! @eventsSubscribe(topics: ["other", "model.Order.updated"])
              wrong: Customer! @eventsSubscribe(topic: "model.Order.updated")
            }
            """);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            orderCreated { id changed version } | {"orderCreated":{"id":"7","changed":["note"],"version":1}}
            orderCreated { __typename node { __typename id } before { id } } | {"orderCreated":{"__typename":"OrderEvent","node":{"__typename":"Order","id":"7"},"before":null}}
            orderCreated { after { note customer { id } due } } | {"orderCreated":{"after":{"note":"x","customer":{"id":"1"},"due":null}}}
            noted { __typename id after { note } } | {"noted":{"__typename":"Note","id":"7","after":{"note":"x"}}}
            orderUpdated { __typename id } | {"orderUpdated":{"__typename":"Order","id":"7"}}
            """)
    void shouldTakeAnEventForWhatTheFieldReturns(String selection, String data) {
        assertThat(graph.event("subscription { " + selection + " }", EVENT)).isEqualTo("{\"data\":" + data + "}");
    }

    @Test
    void shouldHoldTypesAgainstOtherEventsAndOtherEntities() {
        assertThat(graph.event("subscription { other { id } }", EVENT)).contains("MALFORMED_EVENT");
        assertThat(graph.event("subscription { wrong { id } }", EVENT)).contains("MALFORMED_EVENT");
    }

    @Test
    void shouldHoldTheEventsOfEachTopicOfAFieldAgainstWhatTheyMayBe() throws RequestErrors {
        OperationRequest request = ExecutionFixture.request("subscription { both { id } }", "{}");
        Object event = Objects.requireNonNull(Json.parse(EVENT));
        assertThat(graph.operations.stream(request, null, "other").malformed(event))
                .isPresent();
        assertThat(graph.operations.stream(request, null, "model.Order.updated").malformed(event))
                .isEmpty();
    }

    @Test
    void shouldFilterByTheArgument() {
        // given
        String query = "subscription ($filter: OrderEventFilter) { noted(filter: $filter) { id } }";
        Object event = Objects.requireNonNull(Json.parse(EVENT));

        // then
        assertThat(graph.stream(query, "{\"filter\": {\"after\": {\"note\": {\"eq\": \"x\"}}}}")
                        .accepts(event))
                .isTrue();
        assertThat(graph.stream(query, "{\"filter\": {\"after\": {\"note\": {\"eq\": \"y\"}}}}")
                        .accepts(event))
                .isFalse();
        assertThat(graph.stream(query, "{}").accepts(event)).isTrue();
        assertThatThrownBy(() -> graph.stream(
                        query,
                        "{\"filter\": {\"NOT\": %s}}".formatted("{\"NOT\": ".repeat(20) + "{}" + "}".repeat(20))))
                .hasStackTraceContaining("12 deep at most");
    }

    @Test
    void shouldTellOfTheMutationsOfModels() {
        // given
        ScriptedSubgraphs store =
                new ScriptedSubgraphs().reply("models", "{\"data\":{\"createOrder\":{\"id\":\"7\"}}}");
        FederatedFixture stored =
                new FederatedFixture(FederatedGraphs.of("type Order @model { id: ID! note: String }"), store);

        // when
        String response = stored.run("mutation { createOrder(input: {note: \"x\"}) { id } }");

        // then
        assertThat(response).startsWith("{\"data\":{\"createOrder\":{\"id\":\"7\"}}");
        assertThat(stored.topics.sent())
                .containsExactly(
                        "mutation.createOrder {\"args\":{\"input\":{\"note\":\"x\"}},\"result\":{\"id\":\"7\"}}");
    }

    @Test
    void shouldRefuseNonsenseInScalars() {
        // when
        String response = graph.run(
                "query ($at: DateTime) { orders(filter: {due: {lt: $at}}) { totalCount } }", "{\"at\": \"tomorrow\"}");

        // then
        assertThat(response).contains("BAD_USER_INPUT", "RFC 3339");
        assertThat(graph.run("{ orders(filter: {due: {lt: 5}}) { totalCount } }"))
                .contains("errors", "DateTime");
    }
}
