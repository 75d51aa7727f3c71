package io.weir.bridge.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.weir.bridge.BridgeLoop;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.TopicRoutes;
import io.weir.cluster.Alone;
import io.weir.telemetry.Metrics;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiting for what the cluster has, with a cluster that answers when it is told to. */
@Timeout(60)
class CatchUpTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final Metrics metrics = new Metrics();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(OffsetResetStrategy.NONE);
    /** The questions that the cluster was asked, with the answers that it has not given yet. */
    private final List<KafkaFutureImpl<ListOffsetsResultInfo>> asked = new CopyOnWriteArrayList<>();

    private final LiveReader reader = new LiveReader(
            consumer,
            new BridgeLoop(context),
            100,
            "kafka",
            new TopicRoutes(vertx.eventBus(), Alone.of("n1", 1), "kafka", metrics).tap(),
            new Silent());
    private final CatchUp catchUp = new CatchUp(context, () -> List.of(PARTITION));
    private final Thread reading = new Thread(reader);

    @BeforeEach
    void read() throws Exception {
        reading.start();
        reader.add(Map.of(PARTITION, 0L)).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void end() throws Exception {
        reader.close();
        reading.join();
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void shouldWaitUntilAllWasDeliveredThatTheClusterHad() throws Exception {
        // Given
        Future<Double> delivered =
                passed().map(over -> metrics.eventsUnclaimed().count());
        answer(0, 2);

        // When
        arrive(0);

        // Then
        await().until(() -> metrics.eventsUnclaimed().count() == 1);
        assertThat(delivered.isComplete()).isFalse();

        // When
        arrive(1);

        // Then
        await().until(delivered::isComplete);
        assertThat(delivered.result()).isEqualTo(2);
    }

    @Test
    void shouldAskOnceForAllWhoAskWhileTheClusterIsAsked() throws Exception {
        // Given
        Future<Boolean> first = passed();
        await().until(() -> asked.size() == 1);

        // When
        List<Future<Boolean>> more = List.of(passed(), passed(), passed());
        answer(0, 0);

        // Then the first answer is too old for the others
        await().until(first::isComplete);
        await().until(() -> asked.size() == 2);
        assertThat(more).noneMatch(Future::isComplete);

        // When
        answer(1, 0);

        // Then
        await().until(() -> more.stream().allMatch(Future::succeeded));
        assertThat(asked).hasSize(2);
    }

    @Test
    void shouldWaitNoLongerForAClusterThatDoesNotSayWhatItHas() throws Exception {
        // Given
        Future<Boolean> first = passed();
        await().until(() -> asked.size() == 1);
        Future<Boolean> second = passed();

        // When
        asked.get(0).completeExceptionally(new TimeoutException("no answer"));

        // Then
        await().until(first::succeeded);
        answer(1, 0);
        await().until(second::succeeded);
    }

    @Test
    void shouldWaitNoLongerForALinkThatEnds() throws Exception {
        // Given a reader that knows what is waited for
        Future<Boolean> waiting = passed();
        answer(0, 1);
        onContext(() -> reader.add(Map.of())).toCompletableFuture().get(20, TimeUnit.SECONDS);

        // When
        reader.close();

        // Then
        await().until(waiting::succeeded);
    }

    @Test
    void shouldNotWaitForALinkThatHasEnded() throws Exception {
        // Given
        Future<Boolean> waiting = passed();
        reader.close();
        reading.join();

        // When
        answer(0, 1);

        // Then
        await().until(waiting::succeeded);
    }

    private Future<Boolean> passed() throws Exception {
        return onContext(() -> catchUp.passed(link()));
    }

    private <T> T onContext(Callable<T> call) throws Exception {
        return Future.<T>future(promise -> context.runOnContext(now -> {
                    try {
                        promise.complete(call.call());
                    } catch (Exception e) {
                        promise.fail(e);
                    }
                }))
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    /** The cluster says where the partition ends. */
    private void answer(int question, long end) {
        await().until(() -> asked.size() > question);
        asked.get(question).complete(new ListOffsetsResultInfo(end, -1, Optional.empty()));
    }

    private void arrive(long offset) {
        consumer.schedulePollTask(() -> consumer.addRecord(
                new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, null, new byte[0])));
    }

    private KafkaLink link() {
        Topology topology = new Topology(admin(), false, Duration.ofSeconds(1));
        return new KafkaLink(null, topology, reader, null, Map.of(), Map.of(), null);
    }

    private Admin admin() {
        return (Admin) Proxy.newProxyInstance(
                CatchUpTest.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("listOffsets");
                    KafkaFutureImpl<ListOffsetsResultInfo> answer = new KafkaFutureImpl<>();
                    asked.add(answer);
                    return new ListOffsetsResult(Map.of(PARTITION, (KafkaFuture<ListOffsetsResultInfo>) answer));
                });
    }

    private static final class Silent implements LiveReader.Listener {

        @Override
        public void onTopicLost(String topic, BrokerFailure failure) {
            throw new AssertionError(topic + " is lost: " + failure);
        }

        @Override
        public void onLost(BrokerFailure failure) {
            throw new AssertionError(failure.toString());
        }
    }
}
