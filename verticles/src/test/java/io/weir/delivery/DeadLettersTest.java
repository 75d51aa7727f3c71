package io.weir.delivery;

import static io.weir.bus.ChangeDeliveries.Change.DISCARD;
import static io.weir.bus.ChangeDeliveries.Change.REDELIVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.vertx.core.eventbus.ReplyException;
import io.weir.bus.BusFailure;
import io.weir.bus.ChangeDeliveries;
import io.weir.bus.DeliveriesChanged;
import io.weir.bus.DeliveryReport;
import io.weir.bus.DeliveryState;
import io.weir.delivery.target.Parcel;
import io.weir.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is given up, what operators make of it, and what never was a delivery. */
class DeadLettersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private DeliveryNode node;

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void shouldKeepADeadLetterWithAllItsAttemptsAndHoldBackOnlyItsKey() {
        // given
        start(Deliveries.of("charge").attempts(3));
        node.courier.answer(
                parcel -> parcel.event().payload().toString().equals("k:1") ? FakeCourier.again() : FakeCourier.DONE);

        // when
        node.log.append("topic.a", "k:1");
        node.log.append("topic.a", "k:2");
        node.log.append("topic.a", "other:3");

        // then
        await().atMost(PATIENCE)
                .until(() -> node.count("state = 'DEAD'") == 1 && node.count("state = 'DELIVERED'") == 1);
        DeliveryReport dead = node.deliveries("charge", DeliveryState.DEAD).get(0);
        assertThat(dead.attempts()).isEqualTo(3);
        assertThat(Json.parse(dead.log()))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(3)
                .extracting("step", "attempt", "outcome", "code", "status", "answer")
                .contains(tuple("TARGET", 3, "AGAIN", "HTTP_STATUS", 503, "no\uFFFDno"));
        assertThat(Json.parse(dead.failure()))
                .isEqualTo(Map.of("code", "HTTP_STATUS", "message", "the target answered 503", "status", 503));
        assertThat(dead.payload()).hasToString("k:1");
        assertThat(dead.data()).hasToString("a=k:1");
        assertThat(node.deliveries("charge", DeliveryState.PENDING))
                .singleElement()
                .extracting(DeliveryReport::attempts)
                .isEqualTo(0);
        assertThat(node.subscription("charge"))
                .satisfies(charge -> assertThat(charge.dead()).isEqualTo(1))
                .satisfies(charge -> assertThat(charge.pending()).isEqualTo(1));
    }

    @Test
    void shouldHoldTheKeyBackUnderAnotherOwnerToo() {
        // given
        start(Deliveries.of("charge").attempts(1));
        node.courier.answer(parcel -> FakeCourier.never());
        node.log.append("topic.a", "k:1");
        node.log.append("topic.a", "k:2");
        await().atMost(PATIENCE).until(() -> node.count("state = 'DEAD'") == 1);

        // when
        node.shut();
        node.courier.answer(parcel -> FakeCourier.DONE);
        node.open("two");
        node.log.append("topic.a", "other:3");

        // then
        await().atMost(PATIENCE).until(() -> node.count("state = 'DELIVERED'") == 1);
        assertThat(node.courier.attempts()).containsExactly("TARGET 1 a=k:1", "TARGET 1 a=other:3");
    }

    @Test
    void shouldGoOnBehindADeadLetterOnceItsTimeIsOver() {
        // given
        start(Deliveries.of("charge").attempts(1).blocked(Duration.ofMillis(50)));
        node.courier.answer(
                parcel -> parcel.event().payload().toString().equals("k:1") ? FakeCourier.never() : FakeCourier.DONE);

        // when
        node.log.append("topic.a", "k:1");
        node.log.append("topic.a", "k:2");

        // then
        await().atMost(PATIENCE).until(() -> node.count("state = 'DELIVERED'") == 1);
        assertThat(node.courier.taken).containsExactly("TARGET a=k:2");
    }

    @Test
    void shouldSendADeadLetterAgainWithItsIdAndANewBudget() {
        // given
        start(Deliveries.of("charge").attempts(2));
        node.courier.answer(parcel -> FakeCourier.again());
        node.log.append("topic.a", "k:1");
        node.log.append("topic.a", "k:2");
        await().atMost(PATIENCE).until(() -> node.count("state = 'DEAD'") == 1);
        String id = node.deliveries("charge", DeliveryState.DEAD).get(0).id();

        // when
        node.courier.answer(parcel -> parcel.attempt() == 3 ? FakeCourier.again() : FakeCourier.DONE);
        assertThat(node.change(REDELIVER, id)).isEqualTo(1);

        // then
        await().atMost(PATIENCE).until(() -> node.count("state = 'DELIVERED'") == 2);
        assertThat(node.courier.attempts())
                .containsExactly(
                        "TARGET 1 a=k:1", "TARGET 2 a=k:1", "TARGET 1 a=k:2", "TARGET 3 a=k:1", "TARGET 4 a=k:1");
        assertThat(node.courier.parcels.get(4).id()).isEqualTo(id);
        assertThat(node.shaper.shaped).hasValue(2);
        assertThat(node.change(REDELIVER, id)).isZero();
    }

    @Test
    void shouldSendAllDeadLettersOfASubscriptionAgain() {
        // given
        start(Deliveries.of("charge").attempts(1));
        node.courier.answer(parcel -> FakeCourier.never());
        for (int i = 0; i < 1_100; i++) {
            node.log.append("topic.a", "k" + i + ":" + i);
        }
        await().atMost(PATIENCE).until(() -> node.count("state = 'DEAD'") == 1_100);

        // when
        node.courier.answer(parcel -> FakeCourier.DONE);
        int count = node.<DeliveriesChanged>ask(new ChangeDeliveries(REDELIVER, List.of(), "charge"))
                .count();

        // then
        assertThat(count).isEqualTo(1_100);
        await().atMost(PATIENCE).until(() -> node.count("state = 'DELIVERED'") == 1_100);
        node.log.append("topic.a", "k:last");
        await().atMost(PATIENCE).until(() -> node.count("state = 'DELIVERED'") == 1_101);
    }

    @Test
    void shouldForgetWhatAnOperatorDiscardsAndGoOnBehindIt() {
        // given
        start(Deliveries.of("charge").schedule(Duration.ZERO, Duration.ofHours(1)));
        node.courier.answer(
                parcel -> parcel.event().payload().toString().endsWith("1") ? FakeCourier.again() : FakeCourier.DONE);
        node.log.append("topic.a", "k:1");
        node.log.append("topic.a", "k:2");
        await().atMost(PATIENCE).until(() -> node.count("failure is not null") == 1);

        // when
        int count = node.change(DISCARD, node.deliveries("charge").get(0).id(), "nonsense");

        // then
        assertThat(count).isEqualTo(1);
        await().atMost(PATIENCE).until(() -> node.count("state = 'DELIVERED'") == 1);
        assertThat(node.deliveries("charge")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"6, 1", "7, 0"})
    void shouldNotEndNodeAfterNode(int cut, int furtherAttempts) {
        // given: a schedule of two attempts, and nodes that did not live to store what came of theirs
        start(Deliveries.of("charge").schedule(Duration.ZERO, Duration.ofHours(1)));
        node.courier.answer(parcel -> FakeCourier.again());
        node.log.append("topic.a", "k:1");
        await().atMost(PATIENCE).until(() -> node.count("failure is not null") == 1);
        node.shut();
        node.store.database().update("update weir.delivery set attempts = %d, due_at = now()".formatted(cut));

        // when
        node.open("two");

        // then
        await().atMost(PATIENCE).until(() -> node.count("state = 'DEAD'") == 1);
        assertThat(node.courier.attempts()).hasSize(1 + furtherAttempts);
        assertThat(node.deliveries("charge").get(0).failure().toString())
                .contains(furtherAttempts == 0 ? "DELIVERY_POISONED" : "HTTP_STATUS");
    }

    @Test
    void shouldSayThatThereIsNoSuchSubscription() {
        // given
        start(Deliveries.of("charge"));
        await().atMost(PATIENCE).until(() -> node.deliveries("charge").isEmpty());

        // when
        ChangeDeliveries misspelled = new ChangeDeliveries(REDELIVER, List.of(), "chrage");

        // then
        assertThatThrownBy(() -> node.<DeliveriesChanged>ask(misspelled))
                .hasStackTraceContaining("there is no subscription \"chrage\"");
    }

    @Test
    void shouldRefuseToChangeEverything() {
        // given
        start(Deliveries.of("charge"));

        // then
        assertThatThrownBy(() -> node.change(DISCARD))
                .isInstanceOf(ReplyException.class)
                .extracting("failureCode")
                .isEqualTo(BusFailure.REFUSED.code());
    }

    @Test
    void shouldGoOnFromTheStoredResponseWhenTheSecondStepWasDead() {
        // given
        start(Deliveries.of("charge").attempts(1).then());
        node.courier.answer(parcel -> parcel.step() == Parcel.Step.THEN ? FakeCourier.never() : FakeCourier.DONE);
        node.log.append("topic.a", "k:1");
        await().atMost(PATIENCE).until(() -> node.count("state = 'DEAD' and step = 'THEN'") == 1);

        // when
        node.courier.answer(parcel -> FakeCourier.DONE);
        node.change(REDELIVER, node.deliveries("charge").get(0).id());

        // then
        await().atMost(PATIENCE).until(() -> node.count("state = 'DELIVERED'") == 1);
        assertThat(node.courier.attempts()).containsExactly("TARGET 1 a=k:1", "THEN 1 a=k:1", "THEN 2 a=k:1");
    }

    @Test
    void shouldDealWithATargetThatWasGivenUp() {
        // given
        start(Deliveries.of("charge").attempts(2).onFailure());
        node.courier.answer(parcel -> parcel.step() == Parcel.Step.ON_FAILURE ? FakeCourier.DONE : FakeCourier.again());

        // when
        node.log.append("topic.a", "k:1");
        node.log.append("topic.a", "k:2");

        // then
        await().atMost(PATIENCE).until(() -> node.count("state = 'FAILED'") == 2);
        assertThat(node.courier.parcels.get(2).before())
                .hasToString("{\"code\":\"HTTP_STATUS\",\"message\":\"the target answered 503\",\"status\":503}");
        assertThat(node.deliveries("charge").get(0).failure())
                .isEqualTo(node.courier.parcels.get(2).before());
    }

    @Test
    void shouldHoldBackOneEntityAloneForAFaultOfOurs() {
        // given
        start(Deliveries.of("charge").concurrency(1));
        node.courier.answer(parcel -> parcel.event().payload().toString().startsWith("k") ? null : FakeCourier.DONE);

        // when
        node.log.append("topic.a", "k:1");
        node.log.append("topic.a", "other:2");

        // then
        await().atMost(PATIENCE).until(() -> node.count("state = 'DELIVERED'") == 1);
        assertThat(node.count("state = 'PENDING' and attempts = 1")).isEqualTo(1);
    }

    @Test
    void shouldGiveUpWhatCannotBeShapedAndTryAgainBefore() {
        // given
        start(Deliveries.of("charge"));
        node.shaper.failures.set(3);
        node.log.append("topic.a", "k:1");
        await().atMost(PATIENCE).until(() -> node.count("state = 'DELIVERED'") == 1);

        // when
        node.shaper.failures.set(4);
        node.log.append("topic.a", "k:2");

        // then
        await().atMost(PATIENCE).until(() -> node.count("state = 'DEAD'") == 1);
        assertThat(code(node.deliveries("charge", DeliveryState.DEAD).get(0))).isEqualTo("SHAPING_FAILED");
        assertThat(node.courier.parcels).hasSize(1);
    }

    @Test
    void shouldKeepMalformedEventsAndLoopsAsDeadLettersThatHoldNothingBack() {
        // given
        start(Deliveries.of("charge"));

        // when
        node.log.append("topic.a", "k:malformed");
        node.log.append("topic.a", "k:unwanted");
        node.log.append("topic.a", "k:deep", 17);
        node.log.append("topic.a", "k:1", 16);

        // then
        await().atMost(PATIENCE).until(() -> node.count("state = 'DELIVERED'") == 1);
        assertThat(node.deliveries("charge", DeliveryState.DEAD))
                .extracting(report -> code(report))
                .containsExactly("MALFORMED_EVENT", "CAUSATION_LOOP");
        assertThat(node.courier.attempts()).containsExactly("TARGET 1 a=k:1");
        assertThat(node.courier.parcels.get(0).event().depth()).isEqualTo(16);
        assertThat(node.count("true")).isEqualTo(3);
    }

    @Test
    void shouldSayWhichEventsTheLogHasLostAndGoOn() {
        // given
        start(Deliveries.of("charge").roots("a=topic.a", "b=topic.b"));
        node.log.append("topic.a", "k:1");
        await().atMost(PATIENCE).until(() -> node.count("state = 'DELIVERED'") == 1);
        node.enable("charge", false);
        await().atMost(PATIENCE).until(() -> !node.owned("charge"));
        node.log.append("topic.a", "k:2");
        node.log.append("topic.b", "k:3");
        node.log.drop(node.log.end() - 1);

        // when
        node.enable("charge", true);

        // then
        await().atMost(PATIENCE).until(() -> node.count("state = 'DELIVERED'") == 2);
        assertThat(node.courier.taken).containsExactly("TARGET a=k:1", "TARGET b=k:3");
        assertThat(node.deliveries("charge", DeliveryState.DEAD))
                .hasSize(2)
                .allSatisfy(gap -> assertThat(gap.failure().toString())
                        .contains("LOG_GAP", "behind position 101 and up to 102 are not in the log"));
        assertThat(node.<DeliveriesChanged>ask(new ChangeDeliveries(REDELIVER, List.of(), "charge"))
                        .count())
                .isZero();
        assertThat(node.<DeliveriesChanged>ask(new ChangeDeliveries(DISCARD, List.of(), "charge"))
                        .count())
                .isEqualTo(2);
    }

    private void start(Deliveries delivery) {
        node = DeliveryNode.start(delivery.make());
        await().atMost(PATIENCE).until(() -> node.owned("charge"));
    }

    private static String code(DeliveryReport dead) {
        return (String) ((Map<?, ?>) Json.parse(dead.failure())).get("code");
    }
}
