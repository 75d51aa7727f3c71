package io.weir.gate.lsn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.weir.bus.SystemTarget;
import io.weir.bus.SystemTarget.Replayed;
import io.weir.config.SystemConfig;
import io.weir.flow.VertxTiming;
import io.weir.gate.participant.Wait;
import io.weir.gate.participant.Write;
import io.weir.testing.Postgres;
import io.weir.testing.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real primary, and a real standby that lags on purpose: what was waited for is never stale. */
class DelayedStandbyIT {

    private static final Write WRITE = new Write("id", null, Map.of(), Map.of());

    private static Postgres standby;
    private static PostgresDatabase primary;
    private static PostgresDatabase replica;

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private LsnParticipant system;

    @BeforeAll
    static void replicate() {
        primary = Postgres.database();
        primary.update("create table t (id int primary key, v int not null)");
        primary.update("insert into t values (1, 0)");
        Awaitility.setDefaultPollInterval(Duration.ofMillis(2));
        primary.update("create role gate login password 'test' in role pg_read_all_stats");
        standby = Postgres.server().standby();
        standby.start();
        replica = standby.named(primary.name());
    }

    @AfterAll
    static void end() {
        Awaitility.reset();
        standby.stop();
        primary.update("drop role gate");
    }

    @BeforeEach
    void connect() {
        resume();
        system = system(replica);
    }

    @AfterEach
    void close() throws Exception {
        get(system.close());
        get(vertx.close());
    }

    @Test
    void shouldNeverReadWhatIsStale() throws Exception {
        // Given
        Random lag = new Random(7);
        for (int i = 1; i <= 40; i++) {
            // When
            pause();
            int version = i;
            primary.update("update t set v = " + version);
            Wait wait = watch(find());
            await().atMost(Duration.ofSeconds(20)).until(wait::state, Wait.State.BEHIND::equals);
            vertx.setTimer(1 + lag.nextInt(20), later -> vertx.executeBlocking(DelayedStandbyIT::resumed));
            reached(wait);

            // Then
            assertThat(replica.queryOne("select v from t")).isEqualTo("" + version);
        }
    }

    @Test
    void shouldNotPassBeforeACommitThatDoesNotWaitForTheDisk() throws Exception {
        for (int i = 1; i <= 20; i++) {
            // When
            primary.update("set synchronous_commit = off; update t set v = " + -i);
            reached(watch(find()));

            // Then
            assertThat(replica.queryOne("select v from t")).isEqualTo("" + -i);
        }
    }

    @Test
    void shouldPassWhereverTheLogEnds() throws Exception {
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 600; i++) {
                // When
                int size = i % 3 == 0 ? 8 : 700 + i;
                statement.execute("select pg_logical_emit_message(true, 'x', repeat('a', %d))".formatted(size));
                if (i % 100 == 50) {
                    statement.execute("select pg_switch_wal()");
                }

                // Then
                reached(watch(find()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 40})
    void shouldNotWaitForTheHeaderOfAPageWithoutARecord(int header) throws Exception {
        // Given
        walkToAHeader(header);

        // When
        Replayed target = (Replayed) find();

        // Then
        assertThat(target.lsn() % 8192).isZero();
        reached(watch(target));
    }

    @Test
    void shouldNotWaitForWhoeverHasNotCommitted() throws Exception {
        try (Connection open = primary.connect();
                Statement statement = open.createStatement()) {
            // Given
            open.setAutoCommit(false);
            statement.execute("insert into t values (1000, 0)");

            // Then
            reached(watch(find()));
            open.rollback();
        }
    }

    @Test
    void shouldPassAtOnceWhatWasReplayedBefore() throws Exception {
        // Given
        SystemTarget target = find();
        reached(watch(target));

        // When
        pause();

        // Then
        reached(watch(target));
    }

    @Test
    void shouldNotPassAnotherClusterOrTimeline() throws Exception {
        // Given
        Replayed target = (Replayed) find();
        reached(watch(target));

        // Then
        silent(new Replayed("r", target.cluster() + 1, target.timeline(), 0));
        silent(new Replayed("r", target.cluster(), target.timeline() + 1, 0));
        Wait left = watch(new Replayed("r", target.cluster(), target.timeline() - 1, 0));
        await().until(left::state, Wait.State.NEVER::equals);
    }

    @Test
    void shouldNotTakeThePrimaryForAReplica() throws Exception {
        // Given
        LsnParticipant primaryTwice = system(new PostgresDatabase(primary.uri().replace("127.0.0.1", "localhost")));

        // Then
        Wait wait = watch(primaryTwice, find());
        await().until(wait::state, Wait.State.SILENT::equals);
        onLoop(wait::end);
        get(primaryTwice.close());
    }

    @Test
    void shouldHealWhenTheReplicaComesBack() throws Exception {
        // Given
        SystemTarget before = find();
        reached(watch(before));
        standby.stop();
        primary.update("update t set v = 777");
        Wait wait = watch(find());
        await().until(wait::state, Wait.State.SILENT::equals);

        // When
        standby.start();

        // Then
        reached(wait);
        assertThat(replica.queryOne("select v from t")).isEqualTo("777");
    }

    @Test
    void shouldNotFindATargetWithoutThePrimary() throws Exception {
        // Given
        Postgres.server().stop();
        Future<SystemTarget> refused = found();
        await().until(refused::isComplete);
        assertThat(refused.failed()).isTrue();

        // When
        Postgres.server();

        // Then
        await().ignoreExceptions().until(() -> watch(find()) != null);
        reached(watch(find()));
    }

    @Test
    void shouldNotPassByAPromotedReplica() throws Exception {
        // Given
        Postgres other = Postgres.server().standby();
        other.start();
        PostgresDatabase promoted = other.named(primary.name());
        LsnParticipant follower = system(promoted);
        SystemTarget target = find();
        reached(watch(follower, target));

        // When
        promoted.queryOne("select pg_promote()");
        promoted.update("select pg_logical_emit_message(true, 'x', repeat('a', 100000))");
        primary.update("update t set v = 5");
        Wait wait = watch(follower, find());

        // Then
        await().until(wait::state, Wait.State.SILENT::equals);
        onLoop(wait::end);
        get(follower.close());
        other.stop();
    }

    /** Writes until the insert position stands behind such a header of a page without a record. */
    private static void walkToAHeader(int header) throws SQLException {
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set synchronous_commit = on");
            if (header == 40) {
                statement.execute("select pg_logical_emit_message(true, 'x', 'a')");
                statement.execute("select pg_switch_wal()");
            }
            for (int i = 0; i < 20_000 && offset(statement) != header; i++) {
                long left = 8192 - offset(statement) % 8192;
                // A commit follows each message; what it needs is found out by trying.
                int size = (int) Math.max(1, left - 150 + i % 90);
                statement.execute("select pg_logical_emit_message(true, 'x', repeat('a', %d))".formatted(size));
            }
            assertThat(offset(statement)).isEqualTo(header);
        }
    }

    private static long offset(Statement statement) throws SQLException {
        try (var rows = statement.executeQuery("select (pg_current_wal_insert_lsn() - '0/0')::bigint % 8192")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void pause() {
        replica.query("select pg_wal_replay_pause()");
        await().until(() -> replica.queryOne("select pg_get_wal_replay_pause_state()"), "paused"::equals);
    }

    private static void resume() {
        replica.query("select pg_wal_replay_resume()");
    }

    private static boolean resumed() {
        resume();
        return true;
    }

    private LsnParticipant system(PostgresDatabase follower) {
        SystemConfig.Lsn config =
                new SystemConfig.Lsn(Optional.empty(), asGate(primary), asGate(follower), Duration.ofMillis(5));
        return new LsnParticipant(vertx, new VertxTiming(vertx, Clock.systemUTC()), "r", config);
    }

    private static String asGate(PostgresDatabase database) {
        return database.uri().replace("weir:test@", "gate:test@");
    }

    private Future<SystemTarget> found() {
        Promise<SystemTarget> found = Promise.promise();
        loop.runOnContext(here -> system.find(WRITE).onComplete(found));
        return found.future();
    }

    private SystemTarget find() throws Exception {
        return get(found());
    }

    private Wait watch(SystemTarget target) throws Exception {
        return watch(system, target);
    }

    private Wait watch(LsnParticipant participant, SystemTarget target) throws Exception {
        Wait wait = new Wait(() -> {});
        onLoop(() -> participant.watch(target, wait));
        return wait;
    }

    private static void reached(Wait wait) {
        await().atMost(Duration.ofSeconds(10)).until(wait::state, Wait.State.REACHED::equals);
    }

    private void silent(SystemTarget target) throws Exception {
        Wait wait = watch(target);
        await().until(wait::state, Wait.State.SILENT::equals);
        onLoop(wait::end);
    }

    private void onLoop(Runnable task) throws Exception {
        Promise<Void> done = Promise.promise();
        loop.runOnContext(here -> {
            task.run();
            done.complete();
        });
        get(done.future());
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
