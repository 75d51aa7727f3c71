package io.weir.graph.model.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.graph.Graph;
import io.weir.graph.RootSource.EventsSubscribe;
import io.weir.graph.SdlFixture;
import io.weir.json.Json;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which events of a model a filter lets pass, by what they say. */
class ModelEventFilterTest {

    private static final String MODELS = """
            type Customer @model { id: ID! }
            enum State { NEW PAID }
            type Order @model {
              id: ID! state: State! name: String total: Decimal at: DateTime n: Int f: Float b: Boolean tags: [String!] any: JSON
              customer: Customer
            }
            """;

    private static final Graph GRAPH = SdlFixture.graph(MODELS);

    private static final String ORDER = """
            {"id": "7", "version": 3, "state": "PAID", "name": "b_%", "total": "12.50", "at": "2026-11-22T10:00:00.000000Z",
             "n": 5, "f": 1.5, "b": true, "tags": ["x", "y"], "any": {"a": 1}, "customer": {"__typename": "Customer", "id": "1"}}
            """;

    private static final String NULLS = """
            {"id": "7", "version": 3, "state": "PAID", "name": null, "total": null, "tags": null, "customer": null}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {} | true | true
            {"state": {"eq": "PAID"}} | true | true
            {"state": {"ne": "PAID"}} | false | false
            {"state": null} | true | true
            {"name": {"eq": "b_%"}} | true | false
            {"name": {"ne": "c"}} | true | false
            {"name": {"in": ["a", "b_%"]}} | true | false
            {"name": {"in": []}} | false | false
            {"name": {"in": "b_%"}} | true | false
            {"name": {"notIn": []}} | true | false
            {"name": {"notIn": ["b_%"]}} | false | false
            {"name": {"eq": null}} | false | false
            {"name": {"ne": null}} | false | false
            {"name": {"isNull": true}} | false | true
            {"name": {"isNull": false}} | true | false
            {"name": {"isNull": null}} | true | true
            {"NOT": {"name": {"eq": "b_%"}}} | false | true
            {"NOT": {"name": {"eq": "c"}}} | true | true
            {"name": {"contains": "_"}} | true | false
            {"name": {"contains": "x%"}} | false | false
            {"name": {"startsWith": "b"}} | true | false
            {"name": {"startsWith": "B"}} | false | false
            {"name": {"endsWith": "%"}} | true | false
            {"name": {"gt": "b", "lt": "c"}} | true | false
            {"total": {"eq": "12.5"}} | true | false
            {"total": {"in": ["12.500"]}} | true | false
            {"total": {"lt": "100"}} | true | false
            {"total": {"gte": 12.5}} | true | false
            {"at": {"eq": "2026-11-22T11:00:00+01:00"}} | true | false
            {"at": {"lt": "2026-11-22T10:00:00.000001Z"}} | true | false
            {"n": {"lte": 5, "gt": 4}} | true | false
            {"f": {"eq": 1.50}} | true | false
            {"b": {"eq": true}} | true | false
            {"b": {"ne": true}} | false | false
            {"tags": {"has": "y"}} | true | false
            {"tags": {"has": "z"}} | false | false
            {"tags": {"isNull": true}} | false | true
            {"any": {"isNull": false}} | true | false
            {"customer": {"id": {"eq": "1"}}} | true | false
            {"customer": {"id": {"ne": "1"}}} | false | false
            {"customer": {"isNull": true}} | false | true
            {"customer": {}} | true | true
            {"version": {"gt": 2}} | true | true
            {"AND": []} | true | true
            {"OR": []} | false | false
            {"OR": [{"n": {"eq": 1}}, {"state": {"eq": "PAID"}}]} | true | true
            {"AND": [{"n": {"eq": 5}}, {"state": {"eq": "NEW"}}]} | false | false
            {"AND": {"state": {"eq": "PAID"}}, "n": {"eq": 5}} | true | false
            """)
    void shouldTestAnImage(String filter, boolean order, boolean nulls) {
        // given
        var condition = filter().bind(Json.parse("{\"after\": %s}".formatted(filter)));

        // then
        assertEquals(order, condition.test(event("null", ORDER)));
        assertEquals(nulls, condition.test(event("null", NULLS)));
    }

    @Test
    void shouldNeedTheImageThatItSpeaksOf() {
        // given
        var before = filter().bind(Json.parse("{\"before\": {}}"));

        // then
        assertFalse(before.test(event("null", ORDER)));
        assertTrue(before.test(event(ORDER, "null")));
    }

    @Test
    void shouldSeeAMoveThatWentOn() {
        // given
        var filter = filter().bind(Json.parse("""
                {"before": {"state": {"eq": "PAID"}}, "after": {"name": {"isNull": true}}, "changed": ["total", "name"]}
                """));

        // then
        assertTrue(filter.test(event(ORDER, NULLS)));
        assertFalse(filter.test(event(NULLS, ORDER)));
    }

    @Test
    void shouldHoldWhereAnyOfTheFieldsChanged() {
        assertTrue(filter().bind(Json.parse("{\"changed\": [\"total\", \"name\"]}"))
                .test(event("null", ORDER)));
        assertFalse(filter().bind(Json.parse("{\"changed\": [\"total\"]}")).test(event("null", ORDER)));
        assertFalse(filter().bind(Json.parse("{\"changed\": []}")).test(event("null", ORDER)));
    }

    @Test
    void shouldHoldForEveryEventWhereNothingIsAsked() {
        assertTrue(filter().bind(null).test(event("null", ORDER)));
    }

    @Test
    void shouldHoldNoComparisonOfWhatAnOlderSchemaStored() {
        // given
        Object event = event("null", "{\"n\": \"five\", \"at\": 5, \"total\": [1], \"f\": {}}");

        // then
        for (String field : List.of("n", "total", "f")) {
            assertFalse(filter().bind(Json.parse("{\"after\": {\"%s\": {\"gt\": 1}}}".formatted(field)))
                    .test(event));
        }
        assertFalse(filter().bind(Json.parse("{\"after\": {\"at\": {\"lt\": \"2026-11-22T10:00:00Z\"}}}"))
                .test(event));
    }

    @Test
    void shouldRefuseWhatWouldCostTooMuchForEachEvent() {
        String condition = "{\"after\": {\"name\": {\"eq\": \"a\"}}}";
        refused("{\"NOT\": ".repeat(12) + condition + "}".repeat(12));
        refused("{\"OR\": [" + String.join(",", Collections.nCopies(101, condition)) + "]}");
        refused("{\"OR\": [" + String.join(",", Collections.nCopies(201, "{}")) + "]}");
        refused("{\"changed\": [" + String.join(",", Collections.nCopies(1001, "\"n\"")) + "]}");
        refused("{\"after\": {\"name\": {\"contains\": \"" + "a".repeat(1001) + "\"}}}");
        refused("{\"after\": {\"name\": {\"in\": [\"" + "a".repeat(1001) + "\"]}}}");
    }

    private static void refused(String filter) {
        Object value = Json.parse(filter);
        assertThrows(IllegalArgumentException.class, () -> filter().bind(value));
    }

    @Test
    void shouldOrderTextsByCodePoints() {
        // given: the code point U+1F600 is above U+FF01, though its first UTF-16 unit is below
        String image = "{\"name\": \"\uD83D\uDE00\"}";

        // then
        assertTrue(filter().bind(Json.parse("{\"after\": {\"name\": {\"gt\": \"\uFF01\"}}}"))
                .test(event("null", image)));
    }

    @Test
    void shouldStandOnTheFieldsOfAModelsEvents() {
        // given
        EventsSubscribe source = (EventsSubscribe) Objects.requireNonNull(GRAPH.source("Subscription", "orderUpdated"));
        Map<String, Object> arguments =
                Map.of("filter", Objects.requireNonNull(Json.parse("{\"after\": {\"n\": {\"eq\": 6}}}")));

        // then
        assertFalse(source.filter().orElseThrow().bind(arguments).test(event("null", ORDER)));
        assertTrue(source.filter().orElseThrow().bind(Map.of()).test(event("null", ORDER)));
    }

    private static ModelEventFilter filter() {
        return new ModelEventFilter(GRAPH.models().get("Order"));
    }

    private static Object event(String before, String after) {
        return Objects.requireNonNull(Json.parse("""
                {"__typename": "Order", "id": "7", "before": %s, "after": %s, "changed": ["state", "name"], "version": 3}
                """.formatted(before, after)));
    }
}
