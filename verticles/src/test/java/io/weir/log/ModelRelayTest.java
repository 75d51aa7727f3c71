package io.weir.log;

import static io.weir.log.LogFixture.PROVIDER;
import static io.weir.log.LogFixture.event;
import static io.weir.log.LogFixture.outbox;
import static io.weir.log.LogFixture.topic;
import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.weir.bus.BusAddress;
import io.weir.bus.LoggedEvent;
import io.weir.bus.ModelsWritten;
import io.weir.config.LogConfig;
import io.weir.graph.log.LoggedTopics;
import io.weir.log.ledger.Moved;
import io.weir.log.ledger.PgLog;
import io.weir.source.PublicBody;
import io.weir.store.StoreFixture;
import io.weir.testing.Postgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What models wrote, from where it was left to the log and to those who listen. */
class ModelRelayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CREATED = "model.Order.created";
    private static final String UPDATED = "model.Order.updated";
    private static final LoggedTopics TOPICS = LogFixture.topics(
            topic(PROVIDER, CREATED), topic(PROVIDER, UPDATED), topic(PROVIDER, "model.#"), topic(PROVIDER, "a.#"));

    /** Looks by itself once, at its start. */
    private static final LogConfig TOLD = new LogConfig(List.of(), Duration.ofDays(1), 1L << 30, Duration.ofMinutes(1));

    private final List<LogFixture> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        Postgres.server().start();
        nodes.forEach(LogFixture::close);
    }

    private LogFixture node(LogFixture started) {
        nodes.add(started);
        return started;
    }

    private LogFixture node() {
        return node(LogFixture.start(LogFixture.CONFIG, TOPICS));
    }

    @Test
    void shouldMoveWhatWasWrittenAsSoonAsItIsTold() {
        // given
        LogFixture node = node(LogFixture.start(TOLD, TOPICS));
        Queue<Message<JsonObject>> heard = new ConcurrentLinkedQueue<>();
        await(node.vertx.eventBus().<JsonObject>consumer(CREATED, heard::add).completion());
        await(node.append(event("a.b", "{}")));

        // when
        node.store.database().update(outbox(CREATED, "7", 3, "{\"id\":\"7\",\"a\":{}}"));
        node.write(UPDATED, "größe", "{}");
        node.vertx.eventBus().publish(BusAddress.MODELS_WRITTEN, new ModelsWritten());

        // then those who follow the log have it
        await().until(() -> node.handedEvents().count() == 3);
        List<LoggedEvent> handed = node.handedEvents().skip(1).toList();
        assertThat(handed).extracting(LoggedEvent::topic).containsExactly(CREATED, UPDATED);
        assertThat(handed).extracting(LoggedEvent::id).containsExactly("7", "größe");
        assertThat(handed).extracting(LoggedEvent::depth).containsExactly(3, 0);
        assertThat(await(node.ledger.readAll(0, 10)).events().subList(1, 3)).isEqualTo(handed);
        assertThat(node.written()).isZero();

        // and those who listen on the bus, as of any other event that is logged
        await().until(() -> !heard.isEmpty());
        Message<JsonObject> message = heard.element();
        assertThat(message.body()).isEqualTo(new JsonObject("{\"id\":\"7\",\"a\":{}}"));
        assertThat(message.headers().get(PublicBody.LOGGED)).isEqualTo("true");
        assertThat(message.headers().get("weir-depth")).isEqualTo("3");
    }

    @Test
    void shouldFindWhatNobodyToldItOf() {
        // given
        LogFixture node = node();
        LogFixture other = node(node.another());

        // when
        node.write(CREATED, "7", "1");

        // then
        await().atMost(PATIENCE).until(() -> node.handed().equals(List.of("1")));
        await().atMost(PATIENCE).until(() -> other.handed().equals(List.of("1")));
    }

    @Test
    void shouldMoveAllInItsOrderHoweverMuchItIs() {
        // given more than two batches
        LogFixture node = node();

        // when
        node.store
                .database()
                .update("insert into weir.model_event (topic, id, depth, payload) select '" + CREATED
                        + "', n, 0, convert_to(n::text, 'UTF8') from generate_series(1, 2500) n");

        // then
        List<String> all =
                IntStream.rangeClosed(1, 2_500).mapToObj(Integer::toString).toList();
        await().atMost(PATIENCE).until(() -> node.handed().size() >= all.size());
        assertThat(node.handed()).isEqualTo(all);
        assertThat(node.stored()).isEqualTo(all);
    }

    @Test
    void shouldMoveAboutSoManyBytesAtOnce() {
        // given
        try (StoreFixture store = new StoreFixture()) {
            PgLog log = new PgLog(store.store());
            store.database()
                    .update(
                            "insert into weir.model_event (topic, id, depth, payload) select '" + CREATED
                                    + "', repeat('x', 511 + n), 0, convert_to(repeat('y', 100), 'UTF8') from generate_series(1, 5) n");

            // when
            List<Moved> moved = IntStream.range(0, 4)
                    .mapToObj(i -> await(log.moveModels(3, 150)))
                    .toList();

            // then
            assertThat(moved).extracting(each -> each.events().size()).containsExactly(2, 2, 1, 0);
            assertThat(moved.get(0).events())
                    .as("an id that no index holds is none")
                    .extracting(LoggedEvent::id)
                    .containsExactly("x".repeat(512), null);
        }
    }

    @Test
    void shouldMoveLaterWhatIsCommittedLater() throws SQLException {
        // given
        LogFixture node = node();

        // when
        try (Connection slow = begin(node);
                Statement statement = slow.createStatement()) {
            statement.execute(outbox(CREATED, "1", 0, "slow"));
            node.write(CREATED, "2", "fast");
            await().atMost(PATIENCE).until(() -> node.handed().equals(List.of("fast")));
            slow.commit();
        }

        // then
        await().atMost(PATIENCE).until(() -> node.handed().equals(List.of("fast", "slow")));
    }

    @Test
    void shouldKeepTheOrderOfEachRowAndEveryEventOnce() throws InterruptedException {
        // given two nodes, and many who write at once
        LogFixture node = node();
        node(node.another());
        int rows = 5;
        int writers = 8;
        int writes = 60;
        node.store
                .database()
                .update("create table counted as select n, 0 as v from generate_series(1, %d) n".formatted(rows));
        ExecutorService threads = Executors.newFixedThreadPool(writers);

        // when
        for (int writer = 0; writer < writers; writer++) {
            threads.execute(() -> count(node, rows, writes));
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

        // then
        await().atMost(PATIENCE).until(() -> node.written() == 0);
        for (int row = 1; row <= rows; row++) {
            List<String> versions = node.store
                    .database()
                    .query("select convert_from(payload, 'UTF8') from weir.log_event"
                            + " where convert_from(id, 'UTF8') = '%d' order by position".formatted(row));
            assertThat(versions)
                    .isEqualTo(IntStream.rangeClosed(1, versions.size())
                            .mapToObj(Integer::toString)
                            .toList());
        }
        assertThat(node.stored()).hasSize(writers * writes);
        for (LogFixture each : nodes) {
            await().atMost(PATIENCE).until(() -> each.handed().size() >= writers * writes);
            assertThat(each.handed()).isEqualTo(node.stored());
        }
    }

    /** Changes rows at random, as models do: the number is drawn under the row's lock, the commit comes when it comes. */
    private static void count(LogFixture node, int rows, int writes) {
        try (Connection connection = node.store.database().connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < writes; i++) {
                int row = 1 + ThreadLocalRandom.current().nextInt(rows);
                statement.execute("with changed as (update counted set v = v + 1 where n = " + row
                        + " returning n, v), written as (insert into weir.model_event (topic, id, depth, payload) select '"
                        + UPDATED + "', n, 0, convert_to(v::text, 'UTF8') from changed returning seq)"
                        + " select pg_sleep(random() * 0.005) from written");
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldLoseNothingWithOneThatDiesBetween() throws SQLException {
        // given one that has moved an event, and not committed it
        LogFixture node = node();
        try (Connection dying = begin(node);
                Statement statement = dying.createStatement()) {
            statement.execute("set local lock_timeout = '10s'");
            statement.execute(outbox(CREATED, "1", 0, "1"));
            dying.commit();
            await().atMost(PATIENCE).until(() -> node.handed().equals(List.of("1")));
            statement.execute("select pg_advisory_xact_lock(hashtext('weir.log.models'))");
            node.write(CREATED, "2", "2");
            statement.execute("select * from weir.log_move_models(10, 1000)");

            // when the others try
            Moved moved = await(node.ledger.moveModels(10, 1_000));

            // then they see that somebody is at it
            assertThat(moved.elsewhere()).isTrue();
            assertThat(moved.events()).isEmpty();
            dying.rollback();
        }

        // and do it once that one is gone
        await().atMost(PATIENCE).until(() -> node.handed().equals(List.of("1", "2")));
        assertThat(node.stored()).containsExactly("1", "2");
    }

    @Test
    void shouldMoveNothingTwiceWhenSeveralAreAtIt() {
        // given
        try (StoreFixture store = new StoreFixture()) {
            PgLog log = new PgLog(store.store());
            store.database()
                    .update("insert into weir.model_event (topic, id, depth, payload) select '" + CREATED
                            + "', n, 0, convert_to(n::text, 'UTF8') from generate_series(1, 300) n");

            // when
            List<Future<Moved>> moves = IntStream.range(0, 200)
                    .mapToObj(i -> log.moveModels(2, 1_000))
                    .toList();
            List<Moved> moved = moves.stream().map(StoreFixture::await).toList();
            Moved rest = await(log.moveModels(1_000, 1 << 20));

            // then
            long events = moved.stream().mapToLong(each -> each.events().size()).sum();
            assertThat(events + rest.events().size()).isEqualTo(300);
            assertThat(store.database()
                            .query("select convert_from(payload, 'UTF8') from weir.log_event order by position"))
                    .isEqualTo(IntStream.rangeClosed(1, 300)
                            .mapToObj(Integer::toString)
                            .toList());
        }
    }

    @Test
    void shouldGoOnWhenTheStoreIsBack() {
        // given
        LogFixture node = node();
        node.write(CREATED, "1", "1");
        await().atMost(PATIENCE).until(() -> node.handed().equals(List.of("1")));

        // when
        Postgres.server().stop();
        node.vertx.eventBus().publish(BusAddress.MODELS_WRITTEN, new ModelsWritten());
        Postgres.server().start();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> node.store.database().query("select 1"));
        node.write(CREATED, "2", "2");

        // then
        await().atMost(PATIENCE).until(() -> node.handed().equals(List.of("1", "2")));
    }

    private static Connection begin(LogFixture node) throws SQLException {
        Connection connection = node.store.database().connect();
        connection.setAutoCommit(false);
        return connection;
    }
}
