package io.weir.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.DeliveryState;
import io.weir.delivery.target.Parcel;
import io.weir.delivery.target.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Owners die in the middle of things, or seem to, and others take over. */
class TakenOverDeliveriesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private DeliveryNode node;
    private DeliveryNode other;

    @AfterEach
    void close() {
        node.close();
        other.close();
    }

    @ParameterizedTest
    @CsvSource({
        "collect,false",
        "collect,true",
        "read,false",
        "read,true",
        "begin,false",
        "begin,true",
        "end,false",
        "end,true",
        "load,false",
        "load,true",
        "renew,false"
    })
    void shouldLoseNothingAndKeepTheOrderWhereverTheOwnerDies(String call, boolean after) {
        // given
        node = DeliveryNode.start(Deliveries.of("charge").then().concurrency(3).make());
        other = node.another();
        await().atMost(PATIENCE).until(() -> node.owned("charge"));
        if (after) {
            node.mortal.dieAfter(call);
        } else {
            node.mortal.dieBefore(call);
        }

        // when
        for (int i = 0; i < 30; i++) {
            node.log.append("topic.a", "k" + i % 3 + ":" + i);
        }
        if (call.equals("load")) {
            node.mortal.die(); // it loads when it starts only
        }
        await().atMost(PATIENCE).until(node.mortal::dead);
        node.courier.forgetUnderWay();
        other.open("two");

        // then
        await().atMost(PATIENCE).until(() -> other.count("state = 'DELIVERED'") == 30);
        assertThat(other.count("true")).isEqualTo(30);
        for (int key = 0; key < 3; key++) {
            String wanted = "k" + key + ":";
            assertThat(firsts("TARGET", wanted)).isEqualTo(inOrder("TARGET", key));
            assertThat(firsts("THEN", wanted)).isEqualTo(inOrder("THEN", key));
        }
        assertThat(other.courier.overlaps).isEmpty();
    }

    @Test
    void shouldKeepWhatNodesWithOtherSubscriptionsDoNotWant() {
        // given
        node = DeliveryNode.start(
                Deliveries.of("a").make(),
                Deliveries.of("b").make(),
                Deliveries.of("c").make());
        await().atMost(PATIENCE).until(() -> node.owned("a") && node.owned("b") && node.owned("c"));
        other = node.another();
        other.definitions = List.of(Deliveries.of("else").make());
        other.open("two");
        await().atMost(PATIENCE).until(() -> subscriptions("epoch > 1").equals("1"));
        await().atMost(PATIENCE)
                .until(() -> subscriptions("lease_until > now()").equals("4"));

        // when
        String later = node.store.database().queryOne("select now() + interval '3 seconds'");
        await().atMost(PATIENCE)
                .until(() -> subscriptions("lease_until > '" + later + "'").equals("4"));

        // then
        assertThat(subscriptions("epoch <= 2")).isEqualTo("4");
    }

    private String subscriptions(String condition) {
        return node.store.database().queryOne("select count(*) from weir.delivery_subscription where " + condition);
    }

    @Test
    void shouldNeverCallATargetAgainWhoseResponseIsStored() {
        // given
        node = DeliveryNode.start(Deliveries.of("charge").then().make());
        other = node.another();
        await().atMost(PATIENCE).until(() -> node.owned("charge"));
        node.courier.answer(parcel -> parcel.step() == Parcel.Step.TARGET
                ? new Verdict.Done(Buffer.buffer("{\"receipt\":7}"))
                : FakeCourier.DONE);
        node.mortal.dieAfter("end");

        // when
        node.log.append("topic.a", "k:1");
        await().atMost(PATIENCE).until(node.mortal::dead);
        node.courier.forgetUnderWay();
        other.open("two");

        // then
        await().atMost(PATIENCE).until(() -> other.count("state = 'DELIVERED'") == 1);
        assertThat(other.courier.attempts()).containsExactly("TARGET 1 a=k:1", "THEN 1 a=k:1");
        assertThat(other.courier.parcels.get(1).before()).isEqualTo(Buffer.buffer("{\"receipt\":7}"));
        assertThat(other.shaper.shaped).hasValue(1);
    }

    @Test
    void shouldShowAnAttemptThatWasCutAndGiveItsNumberToNoOther() {
        // given
        node = DeliveryNode.start(Deliveries.of("charge").attempts(1).make());
        other = node.another();
        await().atMost(PATIENCE).until(() -> node.owned("charge"));
        node.mortal.dieBefore("end");

        // when
        node.log.append("topic.a", "k:1");
        await().atMost(PATIENCE).until(node.mortal::dead);
        node.courier.forgetUnderWay();
        other.open("two");

        // then
        await().atMost(PATIENCE).until(() -> other.count("state = 'DELIVERED'") == 1);
        assertThat(other.courier.attempts()).containsExactly("TARGET 1 a=k:1", "TARGET 2 a=k:1");
        assertThat(other.courier.parcels)
                .extracting(Parcel::id)
                .containsOnly(other.deliveries("charge").get(0).id());
        assertThat(log("log -> 0")).doesNotContain("endedAt");
        assertThat(log("log -> 1")).contains("\"outcome\": \"DONE\"", "endedAt");
    }

    @Test
    void shouldWriteNothingAsAnOwnerThatWakesUpTooLate() {
        // given
        node = DeliveryNode.start(Deliveries.of("charge").make());
        other = node.another();
        await().atMost(PATIENCE).until(() -> node.owned("charge"));
        Promise<Verdict> late = Promise.promise();
        node.courier.answers = parcel -> late.future();
        node.log.append("topic.a", "k:1");
        node.log.append("topic.a", "k:2");
        await().atMost(PATIENCE).until(() -> node.count("attempts = 1") == 1);
        node.mortal.die();
        node.courier.forgetUnderWay();

        // when
        other.courier.answers = parcel -> Promise.<Verdict>promise().future();
        other.open("two");
        await().atMost(PATIENCE).until(() -> other.count("attempts = 2") == 1);
        String before = rows();
        node.vertx.runOnContext(now -> late.complete(new Verdict.Done(null)));
        node.log.append("topic.a", "k:3");
        await().atMost(PATIENCE).until(() -> node.count("true") == 3);
        node.mortal.wake();

        // then
        await().atMost(PATIENCE)
                .until(() -> node.store.metrics().scrape().contains("weir_delivery_owned{delivery=\"charge\"} 0.0"));
        assertThat(rows()).isEqualTo(before);
        assertThat(other.deliveries("charge", DeliveryState.PENDING)).hasSize(3);
        assertThat(other.store.metrics().scrape()).contains("weir_delivery_owned{delivery=\"charge\"} 1.0");
    }

    @Test
    void shouldShareSubscriptionsBetweenNodesAndTakeOnThoseOfANodeThatStops() {
        // given
        node = DeliveryNode.start(
                Deliveries.of("a").make(),
                Deliveries.of("b").make(),
                Deliveries.of("c").make(),
                Deliveries.of("d").make());
        other = node.another();
        await().atMost(PATIENCE).until(() -> owners("one") == 4);

        // when
        other.open("two");

        // then
        await().atMost(PATIENCE).until(() -> owners("one") == 2 && owners("two") == 2);
        for (int i = 0; i < 20; i++) {
            node.log.append("topic.a", "k:" + i);
        }
        node.shut();
        await().atMost(PATIENCE).until(() -> owners("two") == 4);
        await().atMost(PATIENCE).until(() -> other.count("state = 'DELIVERED'") == 80);
        assertThat(other.courier.parcels).hasSize(80);
        assertThat(other.courier.overlaps).isEmpty();
    }

    @Test
    void shouldWaitForWhatIsUnderWayWhenItStops() {
        // given
        node = DeliveryNode.start(Deliveries.of("charge").make());
        other = node.another();
        await().atMost(PATIENCE).until(() -> node.owned("charge"));
        Promise<Verdict> slow = Promise.promise();
        node.courier.answers = parcel -> slow.future();
        node.log.append("topic.a", "k:1");
        node.log.append("topic.a", "k:2");
        await().atMost(PATIENCE).until(() -> node.courier.parcels.size() == 1);

        // when
        node.vertx.setTimer(100, later -> slow.complete(FakeCourier.DONE));
        node.shut();

        // then
        assertThat(node.count("state = 'DELIVERED'")).isEqualTo(1);
        assertThat(node.store
                        .database()
                        .query("select node from weir.delivery_subscription where lease_until <= now()"))
                .hasSize(1)
                .containsOnlyNulls();
        node.courier.answers = parcel -> Future.succeededFuture(FakeCourier.DONE);
        other.open("two");
        await().atMost(PATIENCE).until(() -> other.count("state = 'DELIVERED'") == 2);
    }

    private long owners(String name) {
        return Long.parseLong(node.store
                .database()
                .queryOne("select count(*) from weir.delivery_subscription where lease_until > now() and node = '"
                        + name + "'"));
    }

    private String rows() {
        return node.store
                .database()
                .query(
                        "select d.id || state || attempts || log::text from weir.delivery d where number < 3 order by number")
                .toString();
    }

    private String log(String path) {
        return node.store.database().queryOne("select (" + path + ")::text from weir.delivery");
    }

    /** The order in which they were first taken; some are taken again, since nobody knew. */
    private List<String> firsts(String step, String key) {
        return node.courier.taken.stream()
                .filter(one -> one.startsWith(step + " a=" + key))
                .distinct()
                .toList();
    }

    private static List<String> inOrder(String step, int key) {
        return IntStream.range(0, 30)
                .filter(i -> i % 3 == key)
                .mapToObj(i -> step + " a=k" + key + ":" + i)
                .toList();
    }
}
