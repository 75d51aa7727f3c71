package io.weir.bridge.nats;

import static io.weir.bridge.BridgeClient.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.api.StreamConfiguration;
import io.vertx.core.Future;
import io.weir.bridge.BridgeClient;
import io.weir.bus.BusFailure;
import io.weir.bus.LogTopics;
import io.weir.bus.ProviderState;
import io.weir.bus.PublishOutcome;
import io.weir.testing.LogLines;
import io.weir.testing.NatsServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is NATS's own, against a real server. */
class NatsIT {

    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final ProviderState FOUND = new ProviderState("n1", BridgeClient.PROVIDER, true);

    private static final NatsServer SERVER = NatsServer.create();

    @BeforeAll
    static void start() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void shouldRefuseOnlyTheSubjectsThatTheUserMayNotUse() {
        try (BridgeClient client = NatsBridges.deploy(SERVER.uri(NatsServer.LIMITED, NatsServer.PASSWORD))) {
            // When opened together, in one batch
            Future<?> first = client.open("allowed.1");
            Future<?> forbidden = client.open("forbidden.1");
            Future<?> second = client.open("allowed.2");

            // Then
            await(first);
            await(second);
            assertThat(client.failure(forbidden)).isEqualTo(BusFailure.REFUSED);
            assertThat(await(client.publish("forbidden.1", "{}")))
                    .isEqualTo(new PublishOutcome(
                            false, "provider \"" + BridgeClient.PROVIDER + "\" does not allow this topic"));
            assertThat(client.failure(client.request("forbidden.1", "{}", PATIENT)))
                    .isEqualTo(BusFailure.REFUSED);
            assertThat(await(client.publish("allowed.1", "{}")).accepted()).isTrue();
            await().until(() -> client.payloads("allowed.1").size() == 1);
            assertThat(client.states).containsExactly(FOUND);
        }
    }

    @Test
    void shouldTellWhoListensWhenEventsComeFasterThanTheyAreTaken() throws Exception {
        // Given sockets that take nothing
        try (LogLines log = new LogLines("io.weir.bridge");
                BridgeClient client = BridgeClient.deploy(metrics ->
                        NatsBridges.bridge(NatsBridges.config(SERVER.uri(), 100), Optional.empty(), metrics));
                Connection outsider = SERVER.connect()) {
            client.hold();
            await(client.open("fast"));
            await(client.open("slow"));
            await(client.open("first"));
            await(client.open("second"));

            // When
            for (int i = 0; i < 1_000; i++) {
                outsider.publish("fast", "{}".getBytes(StandardCharsets.UTF_8));
            }
            outsider.flush(Duration.ofSeconds(5));

            // Then whoever listens hears of the gap at once, by the number that is left out
            List<Long> untilFull =
                    LongStream.rangeClosed(1, 100).boxed().collect(Collectors.toCollection(ArrayList::new));
            untilFull.add(102L);
            await().until(() -> client.numbers.get(1L), untilFull::equals);
            await().until(() -> client.metrics.eventsLost().count() == 899);
            assertThat(log.warnings()).singleElement().asString().contains("fast", "lost");

            // And topics can be closed
            for (String leaving : List.of("first", "second")) {
                client.close(leaving);
                await().until(() -> client.ended(leaving));
            }

            // When they take what waits
            client.release();

            // Then the topic goes on, behind another gap
            await().until(() -> {
                await(client.publish("fast", "again"));
                return client.payloads("fast").contains("again");
            });
            assertThat(client.numbers.get(1L)).contains(104L).doesNotContain(103L);
            assertThat(client.lost).isEmpty();

            // And others miss nothing
            await(client.publish("slow", "still"));
            await().until(() -> client.payloads("slow").contains("still"));
            assertThat(client.numbers).containsEntry(2L, List.of(1L));
        }
    }

    @Test
    void shouldAcceptOnlyWhatAStreamHasStored() throws Exception {
        try (Connection outsider = SERVER.connect();
                BridgeClient client = NatsBridges.deploy(SERVER.uri())) {
            // Given a stream that is full
            outsider.jetStreamManagement()
                    .addStream(StreamConfiguration.builder()
                            .name("full")
                            .subjects("full.*")
                            .maxMessages(1)
                            .discardPolicy(io.nats.client.api.DiscardPolicy.New)
                            .build());

            // Then
            assertThat(await(client.publish("full.1", "1")).accepted()).isTrue();
            assertThat(await(client.publish("full.2", "2")).reason()).contains("its stream takes no more");
            assertThat(client.failure(client.request("full.1", "{}", PATIENT))).isEqualTo(BusFailure.REFUSED);
        }
    }

    @Test
    void shouldSayThatTheServerHasNoJetStream() {
        try (NatsServer plain = NatsServer.withoutJetStream()) {
            plain.start();
            try (BridgeClient client = NatsBridges.deploy(plain.uri())) {
                // When
                Future<?> kept = client.keep(new LogTopics(
                        BridgeClient.PROVIDER,
                        "weir.log.x",
                        true,
                        Duration.ofHours(1).toMillis(),
                        List.of("t"),
                        List.of()));

                // Then
                assertThat(client.failure(kept)).isEqualTo(BusFailure.REFUSED);
                assertThat(kept.cause()).hasMessageContaining("has no JetStream");
                assertThat(await(client.publish("t", "{}")).accepted()).isTrue();
            }
        }
    }

    @Test
    void shouldSayThatTheServerSpeaksNoTls() {
        try (LogLines log = new LogLines("io.weir.bridge")) {
            // When
            NatsBridges.deploy(SERVER.uri().replace("nats:", "tls:")).close();

            // Then
            assertThat(log.warnings()).singleElement().asString().contains("TLS");
        }
    }

    @Test
    void shouldStartBeforeTheServer() {
        try (NatsServer late = NatsServer.create();
                BridgeClient client = NatsBridges.deploy(late.uri())) {
            assertThat(client.states).containsExactly(new ProviderState("n1", BridgeClient.PROVIDER, false));

            // When
            late.start();

            // Then
            await().until(() -> client.states.contains(FOUND));
            await(client.open("t"));
            await(client.publish("t", "{}"));
            await().until(() -> client.payloads("t").size() == 1);
        }
    }
}
