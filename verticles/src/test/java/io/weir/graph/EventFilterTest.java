package io.weir.graph;

import static io.weir.graph.SdlFixture.graph;
import static io.weir.graph.SdlFixture.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.json.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class EventFilterTest {

    private static Predicate<Object> filter(String condition, Map<String, Object> arguments) {
        RootSource source = graph(sdl(condition)).source("Subscription", "orders");
        return ((RootSource.EventsSubscribe) source).filter().orElseThrow().bind(arguments);
    }

    private static String sdl(String condition) {
        return """
               type Subscription {
                 orders(ids: [ID!], state: String): Order
                   @eventsSubscribe(topic: "orders") @subscriptionFilter(condition: %s)
               }
               type Order { id: ID! state: String total: Float customer: Customer lines: [Line!] }
               type Customer { id: ID! vip: Boolean }
               type Line { sku: String }
               """.formatted(condition);
    }

    @Test
    void shouldCompareAnIdWhetherItIsTextOrNumber() {
        Predicate<Object> filter =
                filter("{IN: {fieldPath: \"id\", values: [\"{{ args.ids }}\"]}}", Map.of("ids", List.of("1", 2)));
        assertThat(filter.test(Json.parse("{\"id\":1}"))).isTrue();
        assertThat(filter.test(Json.parse("{\"id\":\"2\"}"))).isTrue();
        assertThat(filter.test(Json.parse("{\"id\":3}"))).isFalse();
        assertThat(filter.test(Json.parse("{}"))).isFalse();
    }

    @Test
    void shouldCompareNumbersByValue() {
        Predicate<Object> filter = filter("{IN: {fieldPath: \"total\", values: [10, 2.50]}}", Map.of());
        assertThat(filter.test(Json.parse("{\"total\":10.0}"))).isTrue();
        assertThat(filter.test(Json.parse("{\"total\":2.5}"))).isTrue();
        assertThat(filter.test(Json.parse("{\"total\":1e400}"))).isFalse();
        assertThat(filter.test(Map.of("total", Double.NaN))).isFalse();
    }

    @Test
    void shouldCombineConditionsOverNestedPathsAndLists() {
        Predicate<Object> filter = filter("""
                {AND: [
                  {NOT: {IN: {fieldPath: "state", values: ["DRAFT"]}}},
                  {OR: [
                    {IN: {fieldPath: "customer.vip", values: [true]}},
                    {IN: {fieldPath: "lines.sku", values: ["A-{{ args.state }}"]}}
                  ]}
                ]}""", Map.of("state", "7"));
        assertThat(filter.test(Json.parse("{\"state\":\"PAID\",\"customer\":{\"vip\":true}}")))
                .isTrue();
        assertThat(filter.test(Json.parse("{\"state\":\"PAID\",\"lines\":[{\"sku\":\"B\"},{\"sku\":\"A-7\"}]}")))
                .isTrue();
        assertThat(filter.test(Json.parse("{\"state\":\"PAID\",\"lines\":[]}"))).isFalse();
        assertThat(filter.test(Json.parse("{\"state\":\"DRAFT\",\"customer\":{\"vip\":true}}")))
                .isFalse();
    }

    @Test
    void shouldMatchNullOnlyWhereNullIsAsked() {
        Predicate<Object> filter = filter("{IN: {fieldPath: \"state\", values: [null]}}", Map.of());
        assertThat(filter.test(Json.parse("{\"state\":null}"))).isTrue();
        assertThat(filter.test(Json.parse("{\"id\":1}"))).isTrue();
        assertThat(filter.test(Json.parse("{\"state\":\"null\"}"))).isFalse();
    }

    @Test
    void shouldNameThePlaceOfABadCondition() {
        assertThat(problems(sdl("{IN: {fieldPath: \"nope\", values: [1]}}")))
                .containsExactly("3:87: fieldPath \"nope\": Order has no field \"nope\"");
        assertThat(problems(sdl("{IN: {fieldPath: \"customer\", values: [1]}}")))
                .singleElement()
                .asString()
                .contains("must end at a scalar");
        assertThat(problems(sdl("{}"))).singleElement().asString().contains("exactly one of AND, OR, NOT and IN");
        assertThat(problems(sdl("{IN: {fieldPath: \"id\", values: [\"{{ args.nope }}\"]}}")))
                .singleElement()
                .asString()
                .contains("has no argument \"nope\"");
    }
}
