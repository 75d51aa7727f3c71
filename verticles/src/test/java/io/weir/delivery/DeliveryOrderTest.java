package io.weir.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.delivery.target.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every event of every root once, and those of one entity one after another. */
class DeliveryOrderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private DeliveryNode node;

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void shouldDeliverEachEventOnceForEachRootInOrderOfItsKeyThoughTargetsFail() {
        // given
        node = DeliveryNode.start(Deliveries.of("charge")
                .roots("a=topic.a", "b=topic.b", "again=topic.a")
                .attempts(100)
                .make());
        await().atMost(PATIENCE).until(() -> node.owned("charge"));
        Random random = new Random(3);
        node.courier.answer(parcel -> random.nextInt(3) == 0 ? FakeCourier.again() : FakeCourier.DONE);

        // when
        Map<String, List<String>> expected = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            String key = "k" + random.nextInt(20);
            String topic = random.nextBoolean() ? "topic.a" : "topic.b";
            node.log.append(topic, key + ":" + i);
            List<String> ofKey = expected.computeIfAbsent(key, each -> new ArrayList<>());
            if (topic.equals("topic.b")) {
                ofKey.add("b=" + key + ":" + i);
            } else {
                ofKey.addAll(List.of("a=" + key + ":" + i, "again=" + key + ":" + i));
            }
        }
        int all = expected.values().stream().mapToInt(List::size).sum();

        // then
        await().atMost(PATIENCE).until(() -> node.count("state = 'DELIVERED'") == all);
        Map<String, List<String>> taken = new HashMap<>();
        node.courier.taken.forEach(one -> taken.computeIfAbsent(one.split("[=:]")[1], each -> new ArrayList<>())
                .add(one.substring("TARGET ".length())));
        assertThat(taken).isEqualTo(expected);
        assertThat(node.courier.overlaps).isEmpty();
        assertThat(node.courier.most.get()).isLessThanOrEqualTo(10).isGreaterThan(1);
        assertThat(node.count("true")).isEqualTo(all);
    }

    @Test
    void shouldTakeWhatTheLogOfItsNodeTellsItWithoutReading() {
        // given
        node = DeliveryNode.start(Deliveries.of("charge").make());
        node.log.tell(node.vertx.eventBus());
        await().atMost(PATIENCE).until(() -> node.owned("charge"));

        // when
        for (int i = 0; i < 100; i++) {
            node.log.append("topic.a", "k" + i % 3 + ":" + i);
            node.log.append("topic.other", "k:" + i);
        }

        // then
        await().atMost(PATIENCE).until(() -> node.count("state = 'DELIVERED'") == 100);
        assertThat(node.count("true")).isEqualTo(100);
        assertThat(node.courier.overlaps).isEmpty();
    }

    @Test
    void shouldReadTheLogNoFurtherThanItCanDeliver() {
        // given
        node = DeliveryNode.start(Deliveries.of("charge").concurrency(50).make());
        await().atMost(PATIENCE).until(() -> node.owned("charge"));
        List<Promise<Verdict>> open = new ArrayList<>();
        node.courier.answers = parcel -> {
            Promise<Verdict> promise = Promise.promise();
            open.add(promise);
            return promise.future();
        };

        // when
        for (int i = 0; i < 10_000; i++) {
            node.log.append("topic.a", "k" + i + ":" + i);
        }
        await().atMost(PATIENCE).until(() -> node.count("true") >= DeliveryNode.QUICK.lookAhead());
        await().during(Duration.ofMillis(500))
                .atMost(PATIENCE)
                .until(() -> node.count("true") < DeliveryNode.QUICK.lookAhead() + DeliveryNode.QUICK.page());
        assertThat(node.courier.parcels).hasSize(50);

        // then
        node.courier.answers = parcel -> Future.succeededFuture(FakeCourier.DONE);
        node.vertx.runOnContext(now -> open.forEach(one -> one.complete(FakeCourier.DONE)));
        await().atMost(PATIENCE).until(() -> node.count("state = 'DELIVERED'") == 10_000);
    }
}
