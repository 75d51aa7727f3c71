package io.weir.bridge.kafka;

import static io.weir.bridge.BridgeClient.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.eventbus.ReplyException;
import io.weir.bridge.BridgeClient;
import io.weir.bus.BusFailure;
import io.weir.bus.EventAttributes;
import io.weir.bus.PublishOutcome;
import io.weir.bus.TopicEvent;
import io.weir.testing.KafkaNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Live topics of a real cluster: what comes after the opening comes, in the order of its partition. */
class LiveTopicsIT extends KafkaFixture {

    private BridgeClient client;

    @BeforeEach
    void deploy() {
        client = KafkaBridges.deploy(brokers);
    }

    @AfterEach
    void undeploy() {
        client.close();
    }

    @Test
    void shouldDeliverEveryEventAfterTheOpeningAndNoneBefore() throws Exception {
        // Given
        String topic = topic("a", 2);
        publish(topic, 0, 0, 10);
        publish(topic, 1, 10, 20);

        // When
        await(client.open(topic));
        List<String> first = publish(topic, 0, 100, 400);
        List<String> second = publish(topic, 1, 400, 700);

        // Then each partition keeps its order
        await().until(() -> client.payloads(topic).size() == 600);
        assertThat(client.payloads(topic)).filteredOn(first::contains).isEqualTo(first);
        assertThat(client.payloads(topic)).filteredOn(second::contains).isEqualTo(second);
    }

    @Test
    void shouldReadPartitionsThatAreAddedFromTheirBeginning() throws Exception {
        // Given
        String topic = topic("grows", 1);
        await(client.open(topic));

        // When
        addPartitions(topic, 3);
        List<String> sent = publish(topic, 2, 0, 50);

        // Then what came before it was noticed is there too
        await().until(() -> client.payloads(topic), sent::equals);
    }

    @Test
    void shouldOpenAndCloseTopicsWithoutDisturbingOthers() throws Exception {
        // Given
        String stays = topic("stays", 1);
        String goes = topic("goes", 1);
        await(client.open(stays));

        // When
        List<String> before = publish(stays, 0, 0, 50);
        await(client.open(goes));
        publish(goes, 0, 0, 1);
        List<String> between = publish(stays, 0, 50, 100);
        await().until(() -> client.payloads(goes).size() == 1);
        client.close(goes);
        List<String> after = publish(stays, 0, 100, 150);
        await().until(() -> client.closed.containsKey(goes));
        publish(goes, 0, 1, 2);

        // Then
        await().until(() -> client.payloads(stays).size() >= 150);
        assertThat(client.payloads(stays))
                .startsWith(before.toArray(String[]::new))
                .containsAll(between)
                .containsAll(after);
        assertThat(client.payloads(stays)).isEqualTo(numbers(0, 150));
        assertThat(client.payloads(goes)).hasSize(1);
    }

    @Test
    void shouldCarryAttributesAsCloudEventsHeadersBothWays() throws Exception {
        // Given
        String topic = topic("attributes", 1);
        await(client.open(topic));

        // When one comes from here, and one from somebody else
        EventAttributes ours = new EventAttributes("e-1", "/hr", "changed", 3);
        await(client.publish(topic, ours, "{\"id\":7}"));
        ProducerRecord<String, String> theirs = new ProducerRecord<>(topic, 0, null, "{}");
        theirs.headers()
                .add("ce_specversion", bytes("1.0"))
                .add("ce_id", bytes("e-2"))
                .add("ce_source", bytes("/py"))
                .add("ce_type", bytes("made"));
        producer.send(theirs).get();

        // Then
        await().until(() -> client.events.size() == 2);
        assertThat(client.events)
                .extracting(TopicEvent::attributes)
                .containsExactly(ours, new EventAttributes("e-2", "/py", "made"));
    }

    @Test
    void shouldSendEqualKeysToOnePartition() throws Exception {
        // Given
        String topic = topic("keys", 8);
        await(client.open(topic));

        // When
        for (int n = 0; n < 20; n++) {
            await(client.publish(topic, "{\"id\":\"e-7\",\"n\":" + n + "}"));
        }

        // Then
        await().until(() -> client.events.size() == 20);
        assertThat(client.payloads(topic)).first().asString().contains("\"n\":0");
        assertThat(client.payloads(topic)).last().asString().contains("\"n\":19");
    }

    @Test
    void shouldRefuseATopicThatIsNotThere() {
        // When
        BusFailure opened = client.failure(client.open(prefix + ".missing"));
        PublishOutcome published = await(client.publish(prefix + ".missing", "{}"));

        // Then
        assertThat(opened).isEqualTo(BusFailure.REFUSED);
        assertThat(published.accepted()).isFalse();
        assertThat(published.reason()).contains("no such topic").contains(BridgeClient.PROVIDER);
    }

    @Test
    void shouldMakeATopicThatIsNotThereWhereThatIsWanted() {
        try (BridgeClient creating = KafkaBridges.deploy(
                KafkaBridges.config(brokers, KafkaBridges.config(brokers).security(), true))) {
            // When
            await(creating.open(prefix + ".made"));
            PublishOutcome published = await(creating.publish(prefix + ".made", "1"));

            // Then
            assertThat(published).isEqualTo(new PublishOutcome(true, ""));
            await().until(() -> creating.payloads(prefix + ".made"), List.of("1")::equals);
        }
    }

    @Test
    void shouldRefuseNamesThatKafkaCannotHave() {
        assertThat(client.failure(client.open("a:b"))).isEqualTo(BusFailure.REFUSED);
        assertThat(await(client.publish("a/b", "{}")).reason()).contains("letters, digits");
        assertThat(client.failure(client.open("t".repeat(250)))).isEqualTo(BusFailure.REFUSED);
    }

    @Test
    void shouldRefuseRequests() {
        Assertions.assertThatThrownBy(() -> await(client.request(prefix + ".any", "{}", Duration.ofSeconds(5))))
                .isInstanceOf(ReplyException.class)
                .hasMessageContaining("takes no requests");
    }

    @Test
    void shouldSayThatAnEventIsTooLarge() throws Exception {
        // Given
        String topic = topic("large", 1);

        // When
        PublishOutcome large = await(client.publish(topic, "\"" + "x".repeat(KafkaNode.MAX_EVENT_BYTES) + "\""));
        PublishOutcome next = await(client.publish(topic, "1"));

        // Then
        assertThat(large.reason()).contains("limits");
        assertThat(next.accepted()).isTrue();
    }

    @Test
    void shouldTellThatATopicWasDeleted() throws Exception {
        // Given
        String topic = topic("deleted", 1);
        String other = topic("other", 1);
        await(client.open(topic));
        await(client.open(other));

        // When
        delete(topic);

        // Then
        await().until(() -> client.lost, List.of(topic)::equals);
        List<String> sent = publish(other, 0, 0, 5);
        await().until(() -> client.payloads(other), sent::equals);
    }

    @Test
    void shouldReadNoMoreThanMayBeUnderWay() throws Exception {
        // Given nobody who handles what comes
        String topic = topic("slow", 1);
        await(client.open(topic));
        client.hold();

        // When
        publish(topic, 0, 0, 1_000);
        await().until(client::isHolding);
        await().during(Duration.ofMillis(500)).until(() -> client.events.size() <= 2 * KafkaBridges.PREFETCH);

        // Then everything comes when it is handled
        client.release();
        await().until(() -> client.payloads(topic), numbers(0, 1_000)::equals);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
