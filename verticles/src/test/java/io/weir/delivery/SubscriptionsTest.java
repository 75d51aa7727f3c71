package io.weir.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.bus.DeliveryState;
import io.weir.bus.ReadSubscriptions;
import io.weir.bus.SubscriptionReport;
import io.weir.bus.SubscriptionReports;
import io.weir.store.StoreFixture;
import io.weir.testing.Postgres;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Subscriptions that are new, gone, disabled and enabled, and whose store goes away. */
class SubscriptionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private DeliveryNode node;

    @AfterEach
    void close() {
        Postgres.server().start();
        node.close();
    }

    @Test
    void shouldBeginWhereTheLogEndsAndGoOnWhereItStopped() {
        // given
        node = DeliveryNode.start();
        node.log.append("topic.a", "k:before");
        node.replace(Deliveries.of("charge").make());
        await().atMost(PATIENCE).until(() -> node.owned("charge"));
        node.log.append("topic.a", "k:1");
        await().atMost(PATIENCE).until(() -> node.count("state = 'DELIVERED'") == 1);

        // when
        node.replace();
        await().atMost(PATIENCE).until(() -> !node.owned("charge"));
        node.log.append("topic.a", "k:2");
        SubscriptionReport gone = node.subscription("charge");
        node.replace(Deliveries.of("charge").concurrency(2).make());

        // then
        await().atMost(PATIENCE).until(() -> node.count("state = 'DELIVERED'") == 2);
        assertThat(node.courier.taken).containsExactly("TARGET a=k:1", "TARGET a=k:2");
        assertThat(gone.configured()).isFalse();
        assertThat(gone.lag()).isEqualTo(1);
        assertThat(node.subscription("charge").configured()).isTrue();
    }

    @Test
    void shouldDisableASubscriptionWhoseTargetIsGoneAndGoOnOnceItIsEnabled() {
        // given
        start(Deliveries.of("charge").concurrency(1));
        node.courier.answer(parcel -> FakeCourier.gone());

        // when
        node.log.append("topic.a", "k:1");
        node.log.append("topic.a", "other:2");

        // then
        await().atMost(PATIENCE).until(() -> !node.subscription("charge").enabled());
        await().atMost(PATIENCE).until(() -> !node.owned("charge"));
        assertThat(node.subscription("charge").reason()).isEqualTo("the target wants no more: the target answered 410");
        assertThat(node.courier.parcels).hasSize(1);
        assertThat(node.deliveries("charge", DeliveryState.PENDING)).isNotEmpty();
        node.courier.answer(parcel -> FakeCourier.DONE);
        node.log.append("topic.a", "k:3");
        node.enable("charge", true);
        await().atMost(PATIENCE).until(() -> node.count("state = 'DELIVERED'") == 3);
        assertThat(node.courier.taken).containsSubsequence("TARGET a=k:1", "TARGET a=k:3");
        assertThat(node.subscription("charge").reason()).isNull();
    }

    @Test
    void shouldDisableASubscriptionWhoseTargetDoesNothingButFail() {
        // given
        start(Deliveries.of("charge").attempts(50).disableAfter(Duration.ofMillis(1)));
        node.courier.answer(parcel -> FakeCourier.again());

        // when
        node.log.append("topic.a", "k:1");

        // then
        await().atMost(PATIENCE).until(() -> !node.subscription("charge").enabled());
        assertThat(node.subscription("charge").reason()).contains("nothing but fail");
        assertThat(node.courier.parcels.size()).isBetween(2, 49);
        assertThat(node.deliveries("charge", DeliveryState.PENDING)).hasSize(1);
    }

    @Test
    void shouldStopForAnOperatorAndShowIt() {
        // given
        start(Deliveries.of("charge"));

        // when
        node.enable("charge", false);
        node.log.append("topic.a", "k:1");

        // then
        await().atMost(PATIENCE).until(() -> !node.owned("charge"));
        SubscriptionReport charge = node.subscription("charge");
        assertThat(charge.enabled()).isFalse();
        assertThat(charge.reason()).isEqualTo("an operator disabled it");
        assertThat(node.<SubscriptionReports>ask(new ReadSubscriptions(List.of()))
                        .reports())
                .hasSize(1);
        assertThat(node.subscription("nothing")).isNull();
        node.enable("charge", true);
        await().atMost(PATIENCE).until(() -> node.count("state = 'DELIVERED'") == 1);
    }

    @Test
    void shouldStoreHowFarItHasReadThoughNoEventWasForIt() {
        // given
        start(Deliveries.of("charge"));

        // when
        node.log.append("topic.other", "k:1");
        node.log.append("topic.a", "k:unwanted");

        // then
        await().atMost(PATIENCE).until(() -> node.subscription("charge").position() == node.log.end());
        assertThat(node.subscription("charge").lag()).isZero();
        assertThat(node.count("true")).isZero();
    }

    @Test
    void shouldForgetWhatWasDelivered() {
        // given
        start(Deliveries.of("charge"));
        node.log.append("topic.a", "k:1");
        await().atMost(PATIENCE).until(() -> node.count("state = 'DELIVERED'") == 1);

        // when
        int forgotten = StoreFixture.await(node.mortal.ledger().forget("charge", Duration.ZERO));

        // then
        assertThat(forgotten).isEqualTo(1);
        assertThat(node.count("true")).isZero();
    }

    @Test
    void shouldGoOnWhenTheStoreComesBack() {
        // given
        node = DeliveryNode.start(
                StoreFixture.SHORT, Deliveries.of("charge").then().make());
        await().atMost(PATIENCE).until(() -> node.owned("charge"));

        // when
        for (int i = 0; i < 200; i++) {
            node.log.append("topic.a", "k" + i % 7 + ":" + i);
        }
        await().atMost(PATIENCE).until(() -> node.courier.parcels.size() > 20);
        Postgres.server().stop();
        for (int i = 200; i < 300; i++) {
            node.log.append("topic.a", "k" + i % 7 + ":" + i);
        }
        Postgres.server().start();

        // then
        await().atMost(PATIENCE).ignoreExceptions().until(() -> node.count("state = 'DELIVERED'") == 300);
        assertThat(node.count("true")).isEqualTo(300);
        assertThat(node.courier.overlaps).isEmpty();
        for (int key = 0; key < 7; key++) {
            String wanted = "TARGET a=k" + key + ":";
            assertThat(node.courier.taken.stream()
                            .filter(one -> one.startsWith(wanted))
                            .map(one -> Integer.parseInt(one.substring(wanted.length())))
                            .distinct())
                    .isSorted()
                    .hasSizeGreaterThan(40);
        }
    }

    private void start(Deliveries delivery) {
        node = DeliveryNode.start(delivery.make());
        await().atMost(PATIENCE).until(() -> node.owned("charge"));
    }
}
