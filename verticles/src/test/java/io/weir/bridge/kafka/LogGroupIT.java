package io.weir.bridge.kafka;

import static io.weir.bridge.BridgeClient.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.eventbus.Message;
import io.weir.bridge.BridgeClient;
import io.weir.bridge.ScriptedLog;
import io.weir.bus.AppendEvents;
import io.weir.bus.BusFailure;
import io.weir.bus.LogTopics;
import io.weir.bus.LogTopicsBound;
import io.weir.bus.TopicEvent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events that a real cluster keeps for the log: none is lost, none of a partition is out of order. */
class LogGroupIT extends KafkaFixture {

    private final String queue = "weir.log." + UUID.randomUUID();
    private final ScriptedLog log = new ScriptedLog();
    private BridgeClient client;

    @BeforeEach
    void deploy() {
        client = node();
    }

    @AfterEach
    void undeploy() {
        client.close();
    }

    @Test
    void shouldStoreWhatIsPublishedFromTheRegistrationOn() throws Exception {
        // Given
        String topic = topic("a.1", 2);
        publish(topic, 0, 0, 10);

        // When
        LogTopicsBound bound = await(client.keep(topics(true, prefix + ".a.*")));
        publish(topic, 0, 100, 600);
        publish(topic, 1, 600, 1_100);

        // Then
        assertThat(bound).isEqualTo(new LogTopicsBound(BridgeClient.PROVIDER));
        await().until(() -> log.stored.size() == 1_000);
        assertThat(stored(0)).isEqualTo(numbers(100, 600));
        assertThat(stored(1)).isEqualTo(numbers(600, 1_100));
    }

    @Test
    void shouldGetWhatWasPublishedWhileNoNodeRan() throws Exception {
        // Given
        String topic = topic("t", 1);
        await(client.keep(topics(true, topic)));
        client.close();

        // When
        publish(topic, 0, 0, 100);
        client = node();
        await(client.keep(topics(false, topic)));

        // Then
        await().until(log::payloads, numbers(0, 100)::equals);
    }

    @Test
    void shouldReadATopicThatIsMadeLaterFromItsBeginning() throws Exception {
        // Given
        topic("b.old", 1);
        await(client.keep(topics(true, prefix + ".b.*")));

        // When
        String made = topic("b.made", 1);
        publish(made, 0, 0, 20);

        // Then
        await().until(log::payloads, numbers(0, 20)::equals);

        // And while no node runs
        client.close();
        String later = topic("b.later", 1);
        publish(later, 0, 20, 40);
        client = node();
        await(client.keep(topics(false, prefix + ".b.*")));
        await().until(log::payloads, numbers(0, 40)::equals);
    }

    @Test
    void shouldReadTopicsOfANewPatternFromTheRegistrationOn() throws Exception {
        // Given
        String first = topic("first", 1);
        String second = topic("second", 1);
        await(client.keep(topics(true, first)));
        publish(first, 0, 0, 5);
        publish(second, 0, 100, 105);
        await().until(() -> log.stored.size() == 5);

        // When
        await(client.keep(topics(false, first, second)));
        publish(second, 0, 105, 110);
        publish(first, 0, 5, 10);

        // Then
        await().until(() -> log.stored.size() >= 15);
        assertThat(log.payloads())
                .containsAll(numbers(0, 10))
                .containsAll(numbers(105, 110))
                .hasSize(15);
    }

    @Test
    void shouldTryTheSameBatchUntilItIsStored() throws Exception {
        // Given
        String topic = topic("t", 1);
        log.failing = BusFailure.STORE_UNAVAILABLE;
        await(client.keep(topics(true, topic)));

        // When
        publish(topic, 0, 0, 1_000);
        await().until(() -> log.refusals.get() >= 3);
        log.failing = null;

        // Then
        await().until(log::payloads, numbers(0, 1_000)::equals);
    }

    @Test
    void shouldLoseNothingWhenASecondNodeJoinsAndTheFirstLeaves() throws Exception {
        // Given
        String topic = topic("t", 4);
        await(client.keep(topics(true, topic)));
        publishToAll(topic, 0, 250);
        await().until(() -> !log.stored.isEmpty());

        // When
        try (BridgeClient second = node()) {
            await(second.keep(topics(false, topic)));
            publishToAll(topic, 250, 500);
            await().until(() -> distinct().size() == 2_000);
            var leaving = client.vertx().close();
            publishToAll(topic, 500, 750);
            await(leaving);

            // Then what came twice has the same id both times
            await().until(() -> distinct().size() == 3_000);
            for (int partition = 0; partition < 4; partition++) {
                assertThat(stored(partition)).isEqualTo(numbers(0, 750));
            }
        }
        client = node();
    }

    @Test
    void shouldSayThatTheGroupsOffsetsAreGone() throws Exception {
        // Given
        String topic = topic("t", 1);
        await(client.keep(topics(true, topic)));
        client.close();
        await().until(this::groupIsEmpty);
        admin.deleteConsumerGroups(List.of(group())).all().get(20, TimeUnit.SECONDS);
        client = node();

        // Then
        assertThat(client.failure(client.keep(topics(false, topic)))).isEqualTo(BusFailure.QUEUE_LOST);

        // When
        await(client.keep(topics(true, topic)));

        // Then
        publish(topic, 0, 0, 3);
        await().until(log::payloads, numbers(0, 3)::equals);
    }

    @Test
    void shouldSayThatEventsAreGoneThatNobodyHasRead() throws Exception {
        // Given
        String topic = topic("t", 1);
        await(client.keep(topics(true, topic)));
        client.close();
        await().until(this::groupIsEmpty);
        publish(topic, 0, 0, 10);
        admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(7)))
                .all()
                .get(20, TimeUnit.SECONDS);
        client = node();

        // Then
        assertThat(client.failure(client.keep(topics(false, topic)))).isEqualTo(BusFailure.QUEUE_LOST);

        // When
        await(client.keep(topics(true, topic)));

        // Then all that there is
        await().until(log::payloads, numbers(7, 10)::equals);
    }

    @Test
    void shouldReadNoMoreThanMayBeUnderWay() throws Exception {
        // Given a log that takes nothing
        log.held = new CopyOnWriteArrayList<>();
        String topic = topic("t", 1);
        await(client.keep(topics(true, topic)));

        // When
        publish(topic, 0, 0, 1_000);
        await().until(() -> !log.held.isEmpty());
        await().during(Duration.ofMillis(500)).until(() -> log.held.size() == 1);
        List<Message<AppendEvents>> first = log.held;
        log.held = new CopyOnWriteArrayList<>();
        log.store(first.get(0));

        // Then what waited for it is what was read meanwhile
        await().until(() -> !log.held.isEmpty());
        assertThat(first.get(0).body().events().size()
                        + log.held.get(0).body().events().size())
                .isLessThanOrEqualTo(2 * KafkaBridges.PREFETCH);

        // When
        List<Message<AppendEvents>> second = log.held;
        log.held = null;
        second.forEach(log::store);

        // Then
        await().until(log::payloads, numbers(0, 1_000)::equals);
    }

    @Test
    void shouldLookForTheProviderAgainWhenATopicIsDeleted() throws Exception {
        // Given
        String topic = topic("t", 1);
        await(client.keep(topics(true, topic)));

        // When
        delete(topic);

        // Then the log hears that the provider was lost and found, and asks
        await().until(() -> client.states.size() >= 3);
        assertThat(client.failure(client.keep(topics(false, topic)))).isEqualTo(BusFailure.QUEUE_LOST);
        await(client.keep(topics(true, topic)));
        topic("t", 1);
        publish(topic, 0, 0, 3);
        await().until(log::payloads, numbers(0, 3)::equals);
    }

    private BridgeClient node() {
        BridgeClient node = KafkaBridges.deploy(brokers);
        log.at(node.vertx());
        return node;
    }

    private LogTopics topics(boolean create, String... patterns) {
        long hour = Duration.ofHours(1).toMillis();
        return new LogTopics(BridgeClient.PROVIDER, queue, create, hour, List.of(patterns), List.of());
    }

    private String group() {
        return "test." + queue;
    }

    private boolean groupIsEmpty() throws Exception {
        return admin.describeConsumerGroups(List.of(group()))
                .all()
                .get(20, TimeUnit.SECONDS)
                .get(group())
                .members()
                .isEmpty();
    }

    private void publishToAll(String topic, int from, int to) throws Exception {
        for (int partition = 0; partition < 4; partition++) {
            publish(topic, partition, from, to);
        }
    }

    /** As the log does: what has an id that is known is not stored again. */
    private Map<String, TopicEvent> distinct() {
        Map<String, TopicEvent> byId = new LinkedHashMap<>();
        log.stored.forEach(event -> byId.putIfAbsent(event.attributes().id(), event));
        return byId;
    }

    private List<String> stored(int partition) {
        return distinct().values().stream()
                .filter(event -> event.attributes().id().startsWith(event.topic() + "-" + partition + "-"))
                .map(event -> event.payload().toString())
                .toList();
    }
}
