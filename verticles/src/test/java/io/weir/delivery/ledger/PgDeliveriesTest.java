package io.weir.delivery.ledger;

import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.DeliveryState;
import io.weir.bus.LoggedEvent;
import io.weir.bus.ReadDeliveries;
import io.weir.bus.SubscriptionReport;
import io.weir.delivery.target.Parcel.Step;
import io.weir.store.StoreFixture;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an owner writes, and what one writes that is no owner any more. */
class PgDeliveriesTest {

    private static final Duration LEASE = Duration.ofMinutes(1);

    private static StoreFixture store;
    private static PgDeliveries ledger;
    private Lease owner;

    @BeforeAll
    static void start() {
        store = new StoreFixture();
        ledger = new PgDeliveries(store.vertx(), store.store());
    }

    @BeforeEach
    void own() {
        await(ledger.create("charge", new Cursor(9, 100), List.of("default:a")));
        owner = claim();
    }

    @AfterEach
    void clear() {
        store.database().update("truncate weir.delivery, weir.delivery_subscription");
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @Test
    void shouldStoreDeliveriesWithTheCursorOnceThoughItIsRepeated() {
        // given
        List<NewDelivery> fresh =
                IntStream.range(0, 50).mapToObj(i -> delivery(101 + i)).toList();

        // when
        Collected stored = collect(owner, fresh, 150).orElseThrow();
        Collected repeated = collect(owner, fresh, 150).orElseThrow();

        // then
        assertThat(fresh)
                .extracting(one -> stored.turns().get(one.id()))
                .isSorted()
                .doesNotContainNull();
        assertThat(repeated.turns()).isEmpty();
        assertThat(report().position()).isEqualTo(150);
        assertThat(report().pending()).isEqualTo(50);
        assertThat(load())
                .extracting(Waiting::id)
                .isEqualTo(fresh.stream().map(NewDelivery::id).toList());
    }

    @Test
    void shouldBeginAnAttemptOnceThoughItIsRepeatedAndKeepWhatWasShapedFirst() {
        // given
        collect(owner, List.of(delivery(101)), 101);
        Waiting waiting = load().get(0);

        // when
        boolean begun = await(ledger.begin(new Beginning(owner, waiting, Buffer.buffer("first"))));
        boolean repeated = await(ledger.begin(new Beginning(owner, waiting, Buffer.buffer("second"))));

        // then
        assertThat(begun && repeated).isTrue();
        assertThat(load().get(0).attempts()).isEqualTo(1);
        assertThat(await(ledger.read(waiting.id())).orElseThrow().data()).hasToString("first");
        assertThat(store.database().queryOne("select jsonb_array_length(log) from weir.delivery"))
                .isEqualTo("1");
    }

    @Test
    void shouldRefuseEveryWriteOfAnOwnerBefore() {
        // given
        collect(owner, List.of(delivery(101)), 101);
        Waiting waiting = load().get(0);
        await(ledger.begin(new Beginning(owner, waiting, null)));
        store.database().update("update weir.delivery_subscription set lease_until = now() - interval '1 s'");
        Lease now = claim();
        String before = rows();

        // then
        assertThat(now.epoch()).isGreaterThan(owner.epoch());
        assertThat(collect(owner, List.of(delivery(102)), 102)).isEmpty();
        assertThat(await(ledger.begin(new Beginning(owner, begun(waiting), null))))
                .isFalse();
        assertThat(await(ledger.end(owner, begun(waiting), delivered()))).isFalse();
        assertThat(await(ledger.renew(List.of(owner), LEASE))).isEmpty();
        await(ledger.release(List.of(owner)));
        await(ledger.adopt(owner, List.of("default:b")));
        await(ledger.failing(owner, true));
        await(ledger.disable(owner, "no"));
        assertThat(rows()).isEqualTo(before);
        assertThat(await(ledger.end(now, begun(waiting), delivered()))).isTrue();
    }

    @Test
    void shouldClaimWhatNobodyHolds() {
        // then
        assertThat(await(ledger.claim(List.of("charge"), 5, Duration.ZERO, "two", LEASE)))
                .isEmpty();
        await(ledger.release(List.of(owner)));
        assertThat(await(ledger.claim(List.of("charge"), 5, LEASE, "two", LEASE)))
                .isEmpty();
        assertThat(await(ledger.claim(List.of("charge", "unknown"), 5, Duration.ZERO, "two", LEASE)))
                .singleElement()
                .satisfies(tenure -> assertThat(tenure.cursor()).isEqualTo(new Cursor(9, 100)))
                .satisfies(tenure -> assertThat(tenure.topics()).containsExactly("default:a"));
    }

    @Test
    void shouldTakeKeysAndIdsOfAnyKind() {
        // given
        LoggedEvent strange = new LoggedEvent("default", "a", 101, "i\0d", 3, Buffer.buffer("\0"));
        String key = DeliveryIds.key("Order:\0" + "x".repeat(5_000));

        // when
        collect(
                owner,
                List.of(new NewDelivery(DeliveryIds.of("charge", new Cursor(9, 101), "a"), strange, "a", key, 0, null)),
                101);

        // then
        Waiting waiting = load().get(0);
        assertThat(waiting.key()).isEqualTo(key).hasSizeLessThan(200);
        assertThat(await(ledger.read(waiting.id())).orElseThrow().event()).isEqualTo(strange);
        assertThat(await(ledger.read(new ReadDeliveries(
                        List.of(DeliveryIds.text(waiting.id())),
                        "charge",
                        DeliveryState.PENDING,
                        key,
                        0,
                        10,
                        true,
                        false))))
                .singleElement()
                .satisfies(report -> assertThat(report.payload()).isNull())
                .satisfies(report -> assertThat(report.payloadSize()).isEqualTo(1));
    }

    private static Lease claim() {
        return await(ledger.claim(List.of("charge"), 1, Duration.ZERO, "one", LEASE))
                .get(0)
                .lease();
    }

    private static Optional<Collected> collect(Lease lease, List<NewDelivery> deliveries, long position) {
        return await(ledger.collect(lease, deliveries, new Cursor(9, position)));
    }

    private static List<Waiting> load() {
        return await(ledger.load("charge", Duration.ZERO, 0, 100));
    }

    private static SubscriptionReport report() {
        return await(ledger.subscriptions(List.of("charge"))).get(0);
    }

    private static String rows() {
        return store.database()
                .query("select s::text || d::text from weir.delivery_subscription s, weir.delivery d")
                .toString();
    }

    private static Waiting begun(Waiting waiting) {
        return new Waiting(waiting.id(), waiting.turn(), waiting.key(), waiting.step(), 1, 0, Duration.ZERO);
    }

    private static Ending delivered() {
        return new Ending(
                DeliveryState.DELIVERED,
                Step.TARGET,
                Duration.ZERO,
                null,
                null,
                Optional.of(new Ending.Note("DONE", "{}")),
                false);
    }

    private static NewDelivery delivery(long position) {
        LoggedEvent event = new LoggedEvent("default", "a", position, null, 0, Buffer.buffer("{}"));
        return new NewDelivery(DeliveryIds.of("charge", new Cursor(9, position), "a"), event, "a", "k", 0, null);
    }
}
