package io.weir.bridge.kafka;

import static io.weir.bridge.BridgeClient.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.bridge.BridgeClient;
import io.weir.bridge.ScriptedLog;
import io.weir.bus.BusFailure;
import io.weir.bus.LogTopics;
import io.weir.bus.ProviderState;
import io.weir.bus.PublishOutcome;
import io.weir.testing.KafkaBroker;
import io.weir.testing.KafkaNode;
import io.weir.testing.LogLines;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A cluster that goes away and comes back: everybody is told, and nothing that is logged is lost. */
class OutageIT extends KafkaFixture {

    private final KafkaNode node = KafkaBroker.own();

    @AfterEach
    void startAgain() {
        node.start();
    }

    @Test
    void shouldTellThatTheClusterIsLostAndFoundAndGoOn() throws Exception {
        try (LogLines lines = new LogLines("io.weir.bridge");
                BridgeClient client = KafkaBridges.deploy(node.brokers())) {
            // Given
            String topic = topic("t", 2);
            String logged = topic("logged", 1);
            ScriptedLog log = new ScriptedLog().at(client.vertx());
            String queue = "weir.log." + UUID.randomUUID();
            await(client.keep(new LogTopics(BridgeClient.PROVIDER, queue, true, 1, List.of(logged), List.of())));
            await(client.open(topic));
            publish(logged, 0, 0, 10);
            await().until(() -> log.stored.size() == 10);

            // When
            node.kill();

            // Then
            await().until(() -> last(client), state -> !state.connected());
            PublishOutcome published = await(client.publish(topic, "{}"));
            assertThat(published.accepted()).isFalse();
            assertThat(published.reason())
                    .isEqualTo("provider \"" + BridgeClient.PROVIDER + "\" is not connected; try again");
            assertThat(client.failure(client.open("other"))).isEqualTo(BusFailure.PROVIDER_UNAVAILABLE);

            // When
            node.start();

            // Then
            await().until(() -> last(client), ProviderState::connected);
            List<String> sent = publish(topic, 1, 0, 100);
            publish(logged, 0, 10, 50);
            await().until(() -> client.payloads(topic), sent::equals);
            await().until(() -> log.payloads().containsAll(numbers(0, 50)));
            assertThat(await(client.publish(topic, "{}")).accepted()).isTrue();
            assertThat(lines.warnings())
                    .filteredOn(line -> line.contains("broker not connected"))
                    .hasSize(1);
        }
    }

    @Test
    void shouldStartWithoutTheClusterAndFindItLater() throws Exception {
        // Given
        String topic = topic("t", 1);
        node.stop();
        try (BridgeClient client = KafkaBridges.deploy(node.brokers())) {
            assertThat(client.failure(client.open(topic))).isEqualTo(BusFailure.PROVIDER_UNAVAILABLE);

            // When
            node.start();

            // Then
            await().atMost(Duration.ofSeconds(60)).until(() -> last(client), ProviderState::connected);
            await(client.open(topic));
            List<String> sent = publish(topic, 0, 0, 3);
            await().until(() -> client.payloads(topic), sent::equals);
        }
    }

    private static ProviderState last(BridgeClient client) {
        return client.states.get(client.states.size() - 1);
    }
}
