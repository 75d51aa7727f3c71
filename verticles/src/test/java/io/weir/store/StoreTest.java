package io.weir.store;

import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import io.weir.error.ErrorCode;
import io.weir.testing.Postgres;
import io.weir.testing.PostgresDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store whose server comes and goes. */
class StoreTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<StoreFixture> fixtures = new ArrayList<>();

    @AfterEach
    void close() {
        Postgres.server().start();
        fixtures.forEach(StoreFixture::close);
    }

    @Test
    void shouldMigrateOnceWhenTwoNodesStartTogether() {
        // given
        PostgresDatabase database = Postgres.database();
        StoreFixture one = fixture(database);
        StoreFixture other = fixture(database);

        // when
        await(Future.all(one.store().start(), other.store().start()));

        // then
        assertThat(one.store().state()).isEqualTo(Store.State.UP);
        assertThat(other.store().state()).isEqualTo(Store.State.UP);
        assertThat(database.query("select version from weir.schema_history where version is not null"))
                .containsExactly("1", "2", "3", "4", "5", "6");
    }

    @Test
    void shouldGoOnHoweverManyQueriesOfClientsAreSlow() {
        // given
        StoreFixture store = fixture(Postgres.database());
        await(store.store().start());
        List<Future<?>> slow = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            slow.add(store.store().query("select pg_sleep(60)", Tuple.tuple()));
        }

        // then
        for (int i = 0; i < 4; i++) {
            assertThat(await(store.store().execute("select 1", Tuple.tuple()))).hasSize(1);
        }
        assertThatThrownBy(() -> await(Future.join(slow))).isInstanceOf(StoreException.class);
        assertThat(await(store.store().query("select 1", Tuple.tuple()))).hasSize(1);
    }

    @Test
    void shouldRefuseTheTablesOfANewerWeir() {
        // given
        PostgresDatabase database = Postgres.database();
        await(fixture(database).store().start());
        database.update(
                "insert into weir.schema_history (installed_rank, version, description, type, script, checksum,"
                        + " installed_by, execution_time, success) values (9, '99', 'x', 'SQL', 'V99__x.sql', 1, 'x', 1, true)");

        // then
        StoreFixture older = fixture(database);
        assertThatThrownBy(() -> await(older.store().start()))
                .hasRootCauseInstanceOf(NewerSchemaException.class)
                .rootCause()
                .hasMessageContaining("has version 99 and this Weir knows 6: start a newer Weir");
        assertThatThrownBy(() -> select(older)).isInstanceOf(StoreException.class);
    }

    @Test
    void shouldStartWithoutItsServerAndBecomeReadyWithIt() {
        // given
        PostgresDatabase database = Postgres.database();
        Postgres.server().stop();
        StoreFixture store = fixture(database);

        // when
        await(store.store().start());

        // then
        assertThat(store.store().state()).isEqualTo(Store.State.DOWN);
        assertThatThrownBy(() -> select(store))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
        assertThat(store.metrics().scrape()).contains("weir_store_up 0.0");
        Postgres.server().start();
        awaitUp(store);
        assertThat(select(store)).isEqualTo(1);
        assertThat(store.metrics().scrape()).contains("weir_store_up 1.0");
    }

    @Test
    void shouldHealAfterItsServerWasStoppedUnderLoad() {
        // given
        StoreFixture store = started();
        List<Future<RowSet<Row>>> under = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            under.add(store.store().execute("select pg_sleep(0.05)", Tuple.tuple()));
        }

        // when
        Postgres.server().stop();

        // then
        under.forEach(StoreTest::awaitEnd);
        assertThatThrownBy(() -> select(store)).isInstanceOf(StoreException.class);
        await().atMost(PATIENCE).until(() -> store.store().state() == Store.State.DOWN);
        Postgres.server().start();
        awaitUp(store);
        assertThat(select(store)).isEqualTo(1);
        assertNoConnectionLeaks(store);
    }

    @Test
    void shouldEndEveryStatementWhenItsServerHangs() {
        // given
        StoreFixture store = started();
        List<Future<RowSet<Row>>> hanging = new ArrayList<>();

        // when
        Postgres.server().freeze();
        try {
            for (int i = 0; i < 50; i++) {
                hanging.add(store.store().execute("select 1", Tuple.tuple()));
            }

            // then
            hanging.forEach(one -> assertThatThrownBy(() -> await(one)).isInstanceOf(StoreException.class));
            await().atMost(PATIENCE).until(() -> store.store().state() == Store.State.DOWN);
        } finally {
            Postgres.server().thaw();
        }
        awaitUp(store);
        assertThat(select(store)).isEqualTo(1);
        assertNoConnectionLeaks(store);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Integer.parseInt(store.database()
                                .queryOne("select count(*) from pg_stat_activity where application_name = 'weir'"
                                        + " and datname = current_database()")))
                        .as("the connections that hung are closed")
                        .isLessThanOrEqualTo(StoreFixture.SHORT.size() + 1));
    }

    @Test
    void shouldEndAStatementThatTakesTooLong() {
        // given
        StoreFixture store = started();

        // then
        assertThatThrownBy(() -> await(store.store().execute("select pg_sleep(60)", Tuple.tuple())))
                .isInstanceOf(StoreException.class);
        assertThat(store.database()
                        .query("select pid from pg_stat_activity where query = 'select pg_sleep(60)'"
                                + " and state = 'active'"))
                .isEmpty();
    }

    @Test
    void shouldTellAStatementAtFaultFromAStoreThatIsAway() {
        // given
        StoreFixture store = started();

        // then
        assertThatThrownBy(() -> await(store.store().execute("select 1 / $1::int", Tuple.of(0))))
                .isInstanceOf(PgException.class);
    }

    @Test
    void shouldRepeatAStatementWhoseConnectionWasLost() {
        // given
        StoreFixture store = started();
        store.database().update("create sequence tries");

        // when
        RowSet<Row> rows = await(store.store()
                .repeat(
                        "select case when nextval('tries') = 1 then pg_terminate_backend(pg_backend_pid()) end",
                        Tuple.tuple()));

        // then
        assertThat(rows).hasSize(1);
        assertThat(store.database().queryOne("select last_value from tries")).isEqualTo("2");
    }

    private StoreFixture started() {
        StoreFixture fixture = fixture(Postgres.database());
        await(fixture.store().start());
        return fixture;
    }

    private StoreFixture fixture(PostgresDatabase database) {
        StoreFixture fixture = new StoreFixture(database, StoreFixture.SHORT);
        fixtures.add(fixture);
        return fixture;
    }

    private static int select(StoreFixture store) {
        return await(store.store().execute("select 1", Tuple.tuple()))
                .iterator()
                .next()
                .getInteger(0);
    }

    private static void awaitUp(StoreFixture store) {
        await().atMost(PATIENCE).until(() -> store.store().state() == Store.State.UP);
    }

    /** Ended, well or not. */
    private static void awaitEnd(Future<?> future) {
        await(future.transform(ended -> Future.succeededFuture()));
    }

    /** As many statements at once as there may be connections, several times. */
    private static void assertNoConnectionLeaks(StoreFixture store) {
        for (int round = 0; round < 3; round++) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < StoreFixture.SHORT.size(); i++) {
                all.add(store.store().execute("select pg_sleep(0.2)", Tuple.tuple()));
            }
            await(Future.all(all));
        }
    }
}
