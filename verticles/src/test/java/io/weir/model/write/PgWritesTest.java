package io.weir.model.write;

import static io.weir.model.write.Shop.CUSTOMER;
import static io.weir.model.write.Shop.ITEM;
import static io.weir.model.write.Shop.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.store.StoreFixture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a change leaves in the tables, in the events and with its client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PgWritesTest {

    private WritesFixture shop;

    @BeforeAll
    void start() {
        shop = new WritesFixture();
    }

    @AfterAll
    void stop() {
        shop.close();
    }

    @BeforeEach
    void empty() {
        shop.store.database().update("""
                truncate weir_model."Order", weir_model."Order.items", weir_model."Customer", weir_model."Item",
                  weir.model_event""");
    }

    @Test
    void shouldMakeARowOfEveryTypeWithItsEvent() {
        // given
        shop.create(CUSTOMER, Map.of("id", "c", "name", "Ada"));
        Map<String, Object> input = new HashMap<>(Map.of(
                "number",
                7,
                "note",
                "a \"b\"\nc \u20ac",
                "total",
                "12.50",
                "weight",
                1e-7,
                "gift",
                true,
                "due",
                "2026-11-22T10:15:30.123456789+02:00",
                "day",
                "2026-11-22",
                "meta",
                Map.of("deep", List.of(1, "two", Map.of())),
                "tags",
                List.of("x", ""),
                "customer",
                "c"));
        input.put("prices", List.of("1.50", "2"));
        input.put("extras", List.of(List.of(1, List.of(2)), "text", Map.of("a", 1)));

        // when
        Map<String, Object> row = shop.create(ORDER, input);

        // then
        assertThat(UUID.fromString((String) row.get("id")).version()).isEqualTo(7);
        assertThat(row)
                .containsEntry("state", "PLACED")
                .containsEntry("number", 7)
                .containsEntry("note", "a \"b\"\nc \u20ac")
                .containsEntry("total", "12.50")
                .containsEntry("gift", true)
                .containsEntry("due", "2026-11-22T08:15:30.123456Z")
                .containsEntry("day", "2026-11-22")
                .containsEntry("meta", Map.of("deep", List.of(1, "two", Map.of())))
                .containsEntry("tags", List.of("x", ""))
                .containsEntry("prices", List.of("1.50", "2"))
                .containsEntry("extras", List.of(List.of(1, List.of(2)), "text", Map.of("a", 1)))
                .containsEntry("customer", Map.of("__typename", "Customer", "id", "c"))
                .containsEntry("version", 1)
                .containsEntry("updatedAt", row.get("createdAt"));
        Map<String, Object> event = new HashMap<>(Map.of(
                "__typename",
                "Order",
                "id",
                row.get("id"),
                "node",
                Map.of("__typename", "Order", "id", row.get("id")),
                "after",
                row,
                "changed",
                List.of(),
                "version",
                1,
                "at",
                row.get("updatedAt")));
        event.put("before", null);
        assertThat(shop.events().get(1)).isEqualTo(event);
        assertThat(shop.store.database().query("select topic || id || depth from weir.model_event order by seq"))
                .containsExactly("model.Customer.createdc0", "model.Order.created" + row.get("id") + "0");
    }

    @Test
    void shouldChangeOnlyWhatAnInputHas() {
        // given
        Map<String, Object> before = shop.create(ORDER, Map.of("number", 7, "tags", List.of("a")));

        // when
        Map<String, Object> input = new HashMap<>(Map.of("note", "new", "number", 7, "extras", List.of(1, "b")));
        input.put("tags", null);
        Map<String, Object> after = shop.update(ORDER, (String) before.get("id"), input);

        // then
        Map<String, Object> expected = new HashMap<>(before);
        expected.putAll(input);
        expected.put("version", 2);
        expected.put("updatedAt", after.get("updatedAt"));
        assertThat(after).isEqualTo(expected);
        assertThat((String) after.get("updatedAt")).isGreaterThan((String) before.get("updatedAt"));
        Map<String, Object> event = shop.events().get(1);
        assertThat(event)
                .containsEntry("before", before)
                .containsEntry("after", after)
                .containsEntry("changed", List.of("note", "tags", "extras"))
                .containsEntry("version", 2)
                .containsEntry("at", after.get("updatedAt"));
    }

    @Test
    void shouldWriteNothingWhereNothingChanges() {
        // given
        shop.create(ITEM, Map.of("id", "i"));
        Map<String, Object> row = shop.create(
                ORDER,
                Map.of(
                        "id",
                        "o",
                        "total",
                        "1.5",
                        "meta",
                        Map.of("a", 1),
                        "extras",
                        List.of(List.of(1)),
                        "items",
                        List.of("i")));
        int events = shop.events().size();

        // when
        Map<String, Object> same = shop.update(
                ORDER,
                "o",
                Map.of(
                        "state",
                        "PLACED",
                        "total",
                        "1.5",
                        "meta",
                        Map.of("a", 1),
                        "extras",
                        List.of(List.of(1)),
                        "items",
                        List.of("i", "i")));

        // then
        assertThat(same).isEqualTo(row);
        assertThat(shop.events()).hasSize(events);
        assertThat(shop.update(ORDER, "o", Map.of())).isEqualTo(row);
    }

    @Test
    void shouldTellDecimalsApartThatAreWrittenInOtherWays() {
        // given
        shop.create(ORDER, Map.of("id", "o", "total", "1.5"));

        // when
        Map<String, Object> after = shop.update(ORDER, "o", Map.of("total", "1.50"));

        // then
        assertThat(after).containsEntry("total", "1.50").containsEntry("version", 2);
    }

    @Test
    void shouldReplacePairsInTheirOrder() {
        // given
        List.of("a", "b", "c").forEach(id -> shop.create(ITEM, Map.of("id", id)));
        shop.create(ORDER, Map.of("id", "o", "items", List.of("a", "b")));

        // when
        Map<String, Object> after = shop.update(ORDER, "o", Map.of("items", List.of("c", "b", "c")));

        // then
        assertThat(after).containsEntry("version", 2).doesNotContainKey("items");
        assertThat(shop.events().get(4)).containsEntry("changed", List.of("items"));
        assertThat(shop.store.database().query("select target from weir_model.\"Order.items\" order by place"))
                .containsExactly("c", "b");
    }

    @Test
    void shouldDeleteARowWithItsPairs() {
        // given
        shop.create(ITEM, Map.of("id", "i"));
        Map<String, Object> row = shop.create(ORDER, Map.of("id", "o", "items", List.of("i")));

        // when
        Map<String, Object> gone = shop.delete(ORDER, "o");

        // then
        assertThat(gone).isEqualTo(row);
        assertThat(shop.store.database().query("select target from weir_model.\"Order.items\""))
                .isEmpty();
        assertThat(shop.events().get(2))
                .containsEntry("node", null)
                .containsEntry("before", row)
                .containsEntry("after", null)
                .containsEntry("changed", List.of())
                .containsEntry("version", 2);
        assertThat((String) shop.events().get(2).get("at")).isGreaterThan((String) row.get("updatedAt"));
    }

    @Test
    void shouldFindNothingToChangeWhereThereIsNoRow() {
        // when
        Map<String, Object> updated = shop.update(ORDER, "none", Map.of("note", "x"));
        Map<String, Object> deleted = shop.delete(ORDER, "none");

        // then
        assertThat(updated).isNull();
        assertThat(deleted).isNull();
        assertThat(shop.events()).isEmpty();
    }

    @Test
    void shouldWriteTheDepthOfACause() {
        // when
        StoreFixture.await(shop.writes.create(ITEM, Map.of("id", "i"), 3));
        StoreFixture.await(shop.writes.delete(ITEM, "i", 4));

        // then
        assertThat(shop.store.database().query("select depth from weir.model_event order by seq"))
                .containsExactly("3", "4");
    }
}
