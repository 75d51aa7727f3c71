package io.weir.model.timeout;

import static io.weir.model.table.Schemas.after;
import static io.weir.model.table.Schemas.model;
import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.weir.config.PoolConfig;
import io.weir.graph.model.Models;
import io.weir.model.Writes;
import io.weir.model.table.ModelTables;
import io.weir.model.table.Schemas;
import io.weir.model.write.PgWrites;
import io.weir.store.StoreFixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that have been in a state for too long, in a real PostgreSQL. */
class TimeoutSweepTest {

    private static final Models SHOP = Schemas.of(
            "PLACED PAID ABORTED",
            model("Order")
                    .with("note String", "state State!")
                    .machine(
                            "state",
                            "PLACED",
                            after(Duration.ofMinutes(10), "PLACED", "ABORTED"),
                            after(Duration.ofHours(1), "PAID", "PLACED")));

    private final StoreFixture store = new StoreFixture();
    private final Writes writes = writes(store, SHOP);

    @BeforeEach
    void makeTables() throws Exception {
        new ModelTables(SHOP, Set.of()).run(store.database().source());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void shouldMoveWhatIsDueAndNothingElse() {
        // given
        place("due", "PLACED", "10 minutes");
        place("early", "PLACED", "9 minutes");
        place("paid", "PAID", "59 minutes");
        place("paidLong", "PAID", "61 minutes");
        place("over", "ABORTED", "1 year");

        // when
        Duration pause = await(sweep(store, writes).run());

        // then
        assertThat(states())
                .containsExactly("due ABORTED", "early PLACED", "over ABORTED", "paid PAID", "paidLong PLACED");
        assertThat(events()).containsExactlyInAnyOrder("model.Order.updated due 0", "model.Order.updated paidLong 0");
        assertThat(pause).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(store.metrics().timeoutLateness().count()).isEqualTo(2);
    }

    @Test
    void shouldMoveEachRowOnceHoweverManySweep() {
        // given
        for (int i = 0; i < 200; i++) {
            place("o" + i, "PLACED", "11 minutes");
        }
        StoreFixture other = new StoreFixture(store.database(), PoolConfig.DEFAULT);
        await(other.store().start());

        // when
        await(Future.all(
                sweep(store, writes).run(),
                sweep(other, writes(other, SHOP)).run(),
                sweep(store, writes).run()));
        await(sweep(store, writes).run());
        other.close();

        // then
        assertThat(events()).hasSize(200).doesNotHaveDuplicates();
        assertThat(store.database().query("select distinct state || version from weir_model.\"Order\""))
                .containsExactly("ABORTED2");
    }

    @Test
    void shouldLeaveARowThatMovedWhenItWasJustDue() {
        // given
        place("o1", "PLACED", "11 minutes");
        Writes slow =
                new LateWrites(writes, () -> writes.update(SHOP.get("Order"), "o1", Map.of("state", "PAID"), null, 0));

        // when
        await(sweep(store, slow).run());

        // then
        assertThat(states()).containsExactly("o1 PAID");
        assertThat(events()).containsExactly("model.Order.updated o1 0");
    }

    @Test
    void shouldBeginAnewWhenARowComesBackToItsState() {
        // given
        place("o1", "PLACED", "9 minutes");
        await(writes.update(SHOP.get("Order"), "o1", Map.of("state", "PAID"), null, 0));
        await(writes.update(SHOP.get("Order"), "o1", Map.of("state", "PLACED"), null, 0));
        await(writes.update(SHOP.get("Order"), "o1", Map.of("note", "stays", "state", "PLACED"), null, 0));
        String since = store.database()
                .queryOne("select now() - \"state.since\" < interval '1 minute' from weir_model.\"Order\"");

        // then
        assertThat(since).isEqualTo("t");
    }

    @Test
    void shouldFindWhatIsDueByItsIndex() {
        // given
        store.database()
                .update("insert into weir_model.\"Order\" (id, \"createdAt\", \"updatedAt\", version, state)"
                        + " select i::text, now(), now(), 1, case when i % 1000 = 0 then 'PLACED' else 'ABORTED' end"
                        + " from generate_series(1, 20000) as i");
        store.database().update("analyze weir_model.\"Order\"");
        String query =
                TimedState.of(SHOP).get(0).oldest().replace("$1", "600000").replace("$2", "32");

        // when
        List<String> plan = store.database().query("explain " + query);

        // then
        assertThat(plan).anyMatch(line -> line.contains("Index Scan using \"Order.state.since.index\""));
        assertThat(plan).noneMatch(line -> line.contains("Sort"));
    }

    @Test
    void shouldMoveRowsSoonAfterTheyAreDueAndThoseOfATimeWithoutNodes() {
        // given
        Models quick = Schemas.of(
                "PLACED PAID ABORTED",
                model("Order")
                        .with("note String", "state State!")
                        .machine("state", "PLACED", after(Duration.ofMillis(300), "PLACED", "ABORTED")));
        place("before", "PLACED", "1 day");
        String node = await(store.vertx().deployVerticle(verticle(quick)));

        // when
        await(writes.create(quick.get("Order"), Map.of("id", "during"), 0));

        // then
        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(states()).containsExactly("before ABORTED", "during ABORTED"));
        await(store.vertx().undeploy(node));

        // when another node starts
        place("between", "PLACED", "1 day");
        await(store.vertx().deployVerticle(verticle(quick)));

        // then
        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .untilAsserted(() ->
                        assertThat(states()).containsExactly("before ABORTED", "between ABORTED", "during ABORTED"));
        assertThat(events().stream().filter(event -> event.contains("updated"))).hasSize(3);
    }

    @Test
    void shouldMoveTheRowsOfOneModelThoughAnotherHasNoTable() {
        // given: a model whose table is gone, before one that has its table
        Models both = Schemas.of(
                "PLACED PAID ABORTED",
                model("Gone")
                        .with("state State!")
                        .machine("state", "PLACED", after(Duration.ofMinutes(10), "PLACED", "ABORTED")),
                model("Order")
                        .with("note String", "state State!")
                        .machine("state", "PLACED", after(Duration.ofMinutes(10), "PLACED", "ABORTED")));
        place("due", "PLACED", "10 minutes");

        // when
        Future<Duration> swept =
                new TimeoutSweep(store.store(), both, writes, store.metrics().timeoutLateness()).run();

        // then
        assertThatThrownBy(() -> await(swept)).hasStackTraceContaining("Gone");
        assertThat(states()).containsExactly("due ABORTED");
    }

    private TimeoutVerticle verticle(Models models) {
        return new TimeoutVerticle(() -> models, served -> writes(store, served), store.store(), store.metrics());
    }

    private void place(String id, String state, String ago) {
        store.database()
                .update(("insert into weir_model.\"Order\" (id, \"createdAt\", \"updatedAt\", version, state,"
                                + " \"state.since\") values ('%s', now(), now(), 1, '%s', now() - interval '%s')")
                        .formatted(id, state, ago));
    }

    private List<String> states() {
        return store.database().query("select id || ' ' || state from weir_model.\"Order\" order by id");
    }

    private List<String> events() {
        return store.database().query("select topic || ' ' || id || ' ' || depth from weir.model_event");
    }

    private static Writes writes(StoreFixture store, Models models) {
        return new PgWrites(store.vertx(), store.store(), models, () -> {});
    }

    private static TimeoutSweep sweep(StoreFixture store, Writes writes) {
        return new TimeoutSweep(store.store(), SHOP, writes, store.metrics().timeoutLateness());
    }
}
