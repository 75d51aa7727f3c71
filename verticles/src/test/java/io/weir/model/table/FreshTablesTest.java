package io.weir.model.table;

import static io.weir.model.table.Schemas.after;
import static io.weir.model.table.Schemas.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import io.weir.graph.model.Models;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tables that models need where there are none, on a real PostgreSQL. */
class FreshTablesTest {

    private static final Models SHOP = Schemas.of(
            "PLACED PAID ABORTED",
            model("Order")
                    .with("number String! unique", "note String", "tags [String]", "states [State]")
                    .initially("total Float!", 0)
                    .initially("days [Date]!", List.of("2026-11-22"))
                    .initially("extra JSON", Map.of("a", List.of(1, "it's")))
                    .with("state State!")
                    .machine("state", "PLACED", after(Duration.ofMinutes(10), "PLACED", "ABORTED"))
                    .to("customer Customer!")
                    .to("after Order")
                    .many("items", "Item"),
            model("Customer").with("name String!"),
            model("Item").with("price Decimal!"));

    private final TableFixture tables = new TableFixture();

    @Test
    void shouldMakeWhatModelsNeed() {
        // when
        tables.migrate(SHOP);

        // then
        assertThat(tables.steps(SHOP)).isEmpty();
        insertCustomer();
        tables.database.update(
                "insert into weir_model.\"Order\" (id, \"createdAt\", \"updatedAt\", version, number, customer)"
                        + " values ('o1', now(), now(), 1, 'n1', 'c1')");
        assertThat(tables.database.queryOne("select state || total || days[1] from weir_model.\"Order\""))
                .isEqualTo("PLACED02026-11-22");
        assertThat(tables.database.queryOne("select extra ->> 'a' from weir_model.\"Order\""))
                .isEqualTo("[1, \"it's\"]");
    }

    @Test
    void shouldNameTheConstraintAfterTheField() {
        // given
        tables.migrate(SHOP);
        insertCustomer();
        String insert = "insert into weir_model.\"Order\" (id, \"createdAt\", \"updatedAt\", version, number, customer,"
                + " state) values ('%s', now(), now(), 1, '%s', '%s', '%s')";
        tables.database.update(insert.formatted("o1", "n1", "c1", "PAID"));

        // when / then
        assertRefused(insert.formatted("o1", "n2", "c1", "PAID"), "Order.id.unique");
        assertRefused(insert.formatted("o2", "n1", "c1", "PAID"), "Order.number.unique");
        assertRefused(insert.formatted("o2", "n2", "nobody", "PAID"), "Order.customer.foreign");
        assertRefused(insert.formatted("o2", "n2", "c1", "NONSENSE"), "Order.state.check");
        assertRefused("update weir_model.\"Order\" set states = '{PAID,NONSENSE}'", "Order.states.check");
        assertRefused("delete from weir_model.\"Customer\"", "Order.customer.foreign");
        assertRefused("insert into weir_model.\"Order.items\" values ('o1', 'i1', 0)", "Order.items.foreign");
    }

    @Test
    void shouldKeepSinceWhenARowIsInItsState() {
        // given
        tables.migrate(SHOP);
        insertCustomer();
        tables.database.update(
                "insert into weir_model.\"Order\" (id, \"createdAt\", \"updatedAt\", version, number, customer, \"state.since\")"
                        + " values ('o1', now(), now(), 1, 'n1', 'c1', '2026-01-01')");
        String since = "select \"state.since\" > '2026-01-02' from weir_model.\"Order\"";

        // when
        tables.database.update("update weir_model.\"Order\" set state = 'PLACED', note = 'the same state'");
        String stayed = tables.database.queryOne(since);
        tables.database.update("update weir_model.\"Order\" set state = 'PAID'");

        // then
        assertThat(stayed).isEqualTo("f");
        assertThat(tables.database.queryOne(since)).isEqualTo("t");
    }

    @Test
    void shouldLetPairsGoWithTheirRows() {
        // given
        tables.migrate(SHOP);
        insertCustomer();
        tables.database.update(
                "insert into weir_model.\"Order\" (id, \"createdAt\", \"updatedAt\", version, number, customer)"
                        + " values ('o1', now(), now(), 1, 'n1', 'c1')");
        tables.database.update("insert into weir_model.\"Item\" values ('i1', now(), now(), 1, 5)");
        tables.database.update("insert into weir_model.\"Order.items\" values ('o1', 'i1', 0)");

        // when
        tables.database.update("delete from weir_model.\"Order\"");

        // then
        assertThat(tables.database.query("select * from weir_model.\"Order.items\""))
                .isEmpty();
    }

    @Test
    void shouldMakeAnImageOfARow() {
        // given
        Models all = Schemas.of(
                "A",
                model("All")
                        .with("text String", "no Int", "real Float", "yes Boolean", "exact Decimal", "time DateTime")
                        .with("day Date", "json JSON", "state State", "ids [ID!]", "times [DateTime!]")
                        .with(
                                "days [Date!]",
                                "exacts [Decimal!]",
                                "reals [Float!]",
                                "states [State!]",
                                "none [DateTime!]")
                        .to("next All"));
        tables.migrate(all);
        tables.database.update(
                "insert into weir_model.\"All\" values ('a', '2026-11-22T10:00:00.5+02', now(), 1, 'it''s \"',"
                        + " 7, 1e300, true, 12.50, '2026-01-01T00:00:00Z', '2026-11-22', '{\"a\":[null]}', 'A', '{x,\"y,z\"}',"
                        + " '{2026-01-01T00:00:00Z,2026-01-01T01:00:00+01}', '{2026-11-22}', '{1.50,2}', '{0.1}', '{A}', '{}', 'a')");

        // when
        String image = tables.database.queryOne(
                "select (" + Image.of(all.get("All"), "u") + " - 'updatedAt')::text" + " from weir_model.\"All\" as u");

        // then
        assertThat(new JsonObject(image)).isEqualTo(new JsonObject("""
                        {"id":"a","createdAt":"2026-11-22T08:00:00.500000Z","version":1,"text":"it's \\"","no":7,
                         "real":%s,"yes":true,"exact":"12.50","time":"2026-01-01T00:00:00.000000Z",
                         "day":"2026-11-22","json":{"a":[null]},"state":"A","ids":["x","y,z"],
                         "times":["2026-01-01T00:00:00.000000Z","2026-01-01T00:00:00.000000Z"],
                         "days":["2026-11-22"],"exacts":["1.50","2"],"reals":[0.1],"states":["A"],"none":[],
                         "next":{"__typename":"All","id":"a"}}""".formatted("1" + "0".repeat(300))));
    }

    @Test
    void shouldMakeAnImageOfMoreColumnsThanAFunctionTakes() {
        // given
        String[] many = IntStream.range(0, 300).mapToObj(i -> "c" + i + " Int").toArray(String[]::new);
        Models wide = Schemas.of("A", model("Wide").with(many));
        tables.migrate(wide);
        tables.database.update("insert into weir_model.\"Wide\" (id, \"createdAt\", \"updatedAt\", version, c299)"
                + " values ('w', now(), now(), 1, 299)");

        // when
        String image = tables.database.queryOne(
                "select " + Image.of(wide.get("Wide"), "w") + "::text from weir_model.\"Wide\" as w");

        // then
        assertThat(new JsonObject(image).getInteger("c299")).isEqualTo(299);
        assertThat(new JsonObject(image).size()).isEqualTo(304);
    }

    private void insertCustomer() {
        tables.database.update("insert into weir_model.\"Customer\" values ('c1', now(), now(), 1, 'Ann')");
    }

    private void assertRefused(String sql, String constraint) {
        assertThatThrownBy(() -> tables.database.update(sql))
                .rootCause()
                .hasMessageContaining("\"" + constraint + "\"");
    }
}
