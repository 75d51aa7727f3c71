package io.weir.action.ledger;

import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.weir.flow.Loop;
import io.weir.testing.Postgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes that want the same at once, and a server that goes away under them. */
class LedgerRaceTest {

    private static final Settlement DONE = LedgerFixture.completed(1);

    private LedgerFixture one;
    private LedgerFixture other;

    @BeforeEach
    void start() {
        one = new LedgerFixture();
        other = one.another();
    }

    @AfterEach
    void stop() {
        Postgres.server().start();
        one.close();
        other.close();
    }

    @Test
    void shouldGiveEachActionToOneNode() {
        // given
        List<UUID> accepted = one.accepted(300, "f");
        List<Future<List<Claim>>> claims = new ArrayList<>();

        // when
        for (int i = 0; i < 20; i++) {
            claims.add(one.ledger.claim(Map.of("f", 20), 20, "one", Actions.LEASE));
            claims.add(other.ledger.claim(Map.of("f", 20), 20, "other", Actions.LEASE));
        }

        // then
        List<UUID> claimed = new ArrayList<>();
        claims.forEach(some -> await(some).forEach(claim -> claimed.add(claim.id())));
        assertThat(claimed).doesNotHaveDuplicates().hasSameElementsAs(accepted);
    }

    @Test
    void shouldStoreOneActionOfManyWithOneKey() {
        // given
        List<Future<Acceptance>> acceptances = new ArrayList<>();

        // when
        for (int i = 0; i < 100; i++) {
            LedgerFixture node = i % 2 == 0 ? one : other;
            acceptances.add(node.ledger.accept(Actions.keyed("f", "k" + i % 5, "same")));
            acceptances.add(node.ledger.accept(Actions.keyed("f", "k" + i % 5, i < 5 ? "same" : "different")));
        }

        // then
        List<Acceptance> all = acceptances.stream().map(one -> await(one)).toList();
        assertThat(all).filteredOn(Acceptance.Stored.class::isInstance).hasSize(5);
        assertThat(all).filteredOn(Acceptance.KeyReused.class::isInstance).isNotEmpty();
        assertThat(one.store.database().queryOne("select count(*) from weir.action"))
                .isEqualTo("5");
    }

    @Test
    void shouldNeverRunTwoOfASerialKeyAtOnceAndAllInOrder() {
        // given
        List<UUID> first = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            first.add(one.accepted(Actions.serial("f", "a")));
            other.accepted(Actions.serial("f", "b"));
        }
        Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
        List<UUID> order = Collections.synchronizedList(new ArrayList<>());
        Set<String> broken = ConcurrentHashMap.newKeySet();

        // when
        List<Future<?>> workers = List.of(
                drain(one, running, order, broken), drain(other, running, order, broken),
                drain(one, running, order, broken), drain(other, running, order, broken));
        await(Future.all(workers));

        // then
        assertThat(broken).isEmpty();
        assertThat(order).hasSize(40);
        assertThat(order.stream().filter(first::contains).toList()).isEqualTo(first);
    }

    /** Claims and settles until nothing is left; it may find nothing very often while others work. */
    private Future<?> drain(
            LedgerFixture node, Map<String, AtomicInteger> running, List<UUID> order, Set<String> broken) {
        return Loop.until(
                done -> order.size() >= 40 || !broken.isEmpty(), 0, done -> drainOnce(node, running, order, broken));
    }

    private static Future<Integer> drainOnce(
            LedgerFixture node, Map<String, AtomicInteger> running, List<UUID> order, Set<String> broken) {
        return node.ledger.claim(Map.of("f", 2), 2, "n", Actions.LEASE).compose(claims -> {
            List<Future<Boolean>> settled = new ArrayList<>();
            for (Claim claim : claims) {
                String key = node.store
                        .database()
                        .queryOne("select encode(serial_key, 'hex') from weir.action where id = '" + claim.id() + "'");
                if (running.computeIfAbsent(key, none -> new AtomicInteger()).incrementAndGet() > 1) {
                    broken.add(key);
                }
                order.add(claim.id());
                settled.add(node.ledger.begin(claim).compose(begun -> {
                    running.get(key).decrementAndGet();
                    return node.ledger.settle(claim, LedgerFixture.completed(1));
                }));
            }
            return Future.all(settled).map(done -> claims.size());
        });
    }

    @Test
    void shouldLoseNothingThatWasAcceptedWhenConnectionsBreak() {
        // given
        List<NewAction> actions = new ArrayList<>();
        List<Future<Acceptance>> acceptances = new ArrayList<>();

        // when
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < 50; i++) {
                NewAction action = i % 2 == 0 ? Actions.action("f") : Actions.keyed("f", round + "." + i, "x");
                actions.add(action);
                acceptances.add(one.ledger.accept(action));
            }
            one.store
                    .database()
                    .query("select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where application_name = 'weir' and datname = current_database()");
        }

        // then
        Set<UUID> stored = new HashSet<>();
        for (int i = 0; i < actions.size(); i++) {
            if (acceptedSomehow(actions.get(i), acceptances.get(i))) {
                stored.add(actions.get(i).id());
            }
        }
        List<String> rows = one.store.database().query("select id from weir.action");
        assertThat(rows).hasSize(actions.size()).doesNotHaveDuplicates();
        assertThat(stored).hasSize(actions.size());
        assertThat(one.store.database().queryOne("select count(*) from weir.idempotency_key"))
                .isEqualTo("500");
    }

    /** Repeats until it is known; the answer must be that it is stored, never that its own key was used before. */
    private boolean acceptedSomehow(NewAction action, Future<Acceptance> first) {
        Acceptance acceptance = await(first.recover(lost -> somehow(() -> one.ledger.accept(action))));
        return acceptance instanceof Acceptance.Stored;
    }

    @Test
    void shouldSettleOnceWhenConnectionsBreak() {
        // given
        one.accepted(200, "f");
        List<Claim> claims = one.claim(Map.of("f", 200), 200);

        // when
        List<Future<Boolean>> settled = new ArrayList<>();
        for (Claim claim : claims) {
            settled.add(somehow(() -> one.ledger.begin(claim))
                    .compose(begun -> somehow(() -> one.ledger.settle(claim, DONE))));
            if (settled.size() % 50 == 0) {
                one.store
                        .database()
                        .query("select pg_terminate_backend(pid) from pg_stat_activity"
                                + " where application_name = 'weir' and datname = current_database()");
            }
        }

        // then
        assertThat(settled).allSatisfy(one -> assertThat(await(one)).isTrue());
        assertThat(one.store.database().query("select distinct state || jsonb_array_length(log) from weir.action"))
                .containsExactly("COMPLETED1");
    }

    /** Repeats what failed, as whoever uses the ledger does. */
    private <T> Future<T> somehow(Supplier<Future<T>> step) {
        return step.get()
                .recover(lost ->
                        one.store.vertx().timer(100, TimeUnit.MILLISECONDS).compose(pause -> somehow(step)));
    }

    @Test
    void shouldGoOnAfterTheServerWasStoppedAndStarted() {
        // given
        one.accepted(50, "f");
        Claim claim = one.claim(Map.of("f", 1), 1).get(0);

        // when
        Postgres.server().stop();
        Future<Boolean> lost = one.ledger.settle(claim, LedgerFixture.completed(1));
        await(lost.transform(ended -> Future.succeededFuture()));
        Postgres.server().start();

        // then
        assertThat(lost.failed()).isTrue();
        assertThat(await(somehow(() -> one.ledger.settle(claim, DONE)))).isTrue();
        assertThat(one.read(claim.id()).state().ended()).isTrue();
        assertThat(other.claim(Map.of("f", 100), 100)).hasSize(49);
        other.store
                .database()
                .update("update weir.action set due_at = now() - interval '1 s' where finished_at is null");
        assertThat(one.claim(Map.of("f", 100), 100))
                .hasSize(49)
                .allSatisfy(again -> assertThat(again.lost()).isEqualTo(1));
    }

    @Test
    void shouldRenewSettleAndClaimAtOnceWithoutDeadlock() {
        // given
        one.accepted(100, "f");
        List<Claim> claims = one.claim(Map.of("f", 100), 100);
        List<Claim> reversed = new ArrayList<>(claims);
        Collections.reverse(reversed);
        List<Future<?>> all = new ArrayList<>();

        // when
        for (int i = 0; i < 10; i++) {
            all.add(one.ledger.renew(i % 2 == 0 ? claims : reversed, Actions.LEASE));
            all.add(other.ledger.renew(i % 2 == 0 ? reversed : claims, Actions.LEASE));
        }
        claims.forEach(claim -> all.add(one.ledger.settle(claim, LedgerFixture.again(1, Duration.ZERO))));
        reversed.forEach(claim -> all.add(other.ledger.begin(claim)));

        // then
        all.forEach(done -> await(done.transform(ended -> Future.succeededFuture())));
        assertThat(one.store
                        .database()
                        .queryOne("select deadlocks from pg_stat_database where datname = current_database()"))
                .isEqualTo("0");
    }
}
