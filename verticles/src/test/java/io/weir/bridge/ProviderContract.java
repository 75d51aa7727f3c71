package io.weir.bridge;

import static io.weir.bridge.BridgeClient.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Future;
import io.weir.bus.BusFailure;
import io.weir.bus.EventReply;
import io.weir.bus.ProviderState;
import io.weir.bus.PublishOutcome;
import io.weir.testing.LogLines;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every provider that has a broker does besides, whatever that broker is: in the words of the bus, against a real one, with a
 * client beyond it that is not ours. Where a broker lacks something, the error that must come instead is here too.
 */
public abstract class ProviderContract extends TopicContract {

    private static final ProviderState LOST = new ProviderState("n1", BridgeClient.PROVIDER, false);
    private static final ProviderState FOUND = new ProviderState("n1", BridgeClient.PROVIDER, true);

    private static final String CONNECTED =
            "weir_provider_connected{provider=\"%s\"} ".formatted(BridgeClient.PROVIDER);

    private final ProviderUnderTest provider = provider();
    private final LogLines log = new LogLines("io.weir.bridge");
    private BridgeClient client;

    @Override
    protected abstract ProviderUnderTest provider();

    @BeforeEach
    @Override
    void connect() {
        provider.start();
        super.connect();
        client = (BridgeClient) client();
        await().until(() -> client.states.contains(FOUND));
    }

    @AfterAll
    void leaveRunning() {
        log.close();
        provider.start();
    }

    @Test
    void shouldPublishBytesAndAttributesAsTheyWere() throws Exception {
        try (TopicsUnderTest.Outsider outsider = provider.outsider()) {
            // Given
            TopicsUnderTest.Listening listening = outsider.listen(topic);

            // When
            PublishOutcome outcome = await(client.publish(topic, EVENT, AS_IT_WAS));

            // Then
            assertThat(outcome).isEqualTo(new PublishOutcome(true, ""));
            await().until(listening::payloads, List.of(AS_IT_WAS)::equals);
            assertThat(listening.attributes()).containsExactly(EVENT);
        }
    }

    @Test
    void shouldAskWithTheBytesAsTheyWere() throws Exception {
        assumeTrue(provider.answersRequests(), NO_REQUESTS);
        try (TopicsUnderTest.Outsider outsider = provider.outsider()) {
            // Given
            outsider.answer(topic, request -> request);

            // When
            EventReply reply = await(client.request(topic, AS_IT_WAS, PATIENT));

            // Then
            assertThat(reply.payload()).hasToString(AS_IT_WAS);
        }
    }

    @Test
    void shouldSayItsLastWordOfATopicBehindAllThatWasPublishedBefore() {
        // Given sockets that take nothing, so that the broker has events for the bridge
        await(client.open(topic));
        client.hold();
        List<String> sent =
                IntStream.range(0, 2_000).mapToObj(Integer::toString).toList();
        List<Future<PublishOutcome>> outcomes =
                sent.stream().map(payload -> client.publish(topic, payload)).toList();
        outcomes.forEach(outcome -> assertThat(await(outcome).accepted()).isTrue());

        // When
        client.close(topic);
        client.release();

        // Then
        await().until(() -> client.closed.containsKey(topic));
        assertThat(client.payloads(topic)).isEqualTo(sent);
        assertThat(client.numbers.get(1L))
                .isEqualTo(LongStream.rangeClosed(1, 2_000).boxed().toList());
        assertThat(client.closed).containsEntry(topic, 2_000L);
    }

    @Test
    void shouldRefuseATopicThatIsAPattern() {
        for (String pattern : List.of("a.*", "a.#", "a.>", "a..b", "a b", "")) {
            assertThat(client.failure(client.open(pattern))).as(pattern).isEqualTo(BusFailure.REFUSED);
            assertThat(await(client.publish(pattern, "{}")).accepted())
                    .as(pattern)
                    .isFalse();
            assertThat(client.failure(client.request(pattern, "{}", PATIENT)))
                    .as(pattern)
                    .isEqualTo(BusFailure.REFUSED);
        }
    }

    @Test
    void shouldRefuseAnEventThatIsTooLargeAndTakeTheNext() {
        // When
        PublishOutcome tooLarge = await(client.publish(topic, "x".repeat(provider.tooLarge())));
        PublishOutcome next = await(client.publish(topic, "{}"));

        // Then
        assertThat(tooLarge.accepted()).isFalse();
        assertThat(tooLarge.reason()).contains("limits");
        assertThat(next.accepted()).isTrue();
        assertThat(client.states).containsExactly(FOUND);
    }

    @Test
    void shouldSayThatTheBrokerIsAwayAndBringTopicsBackWithIt() throws Exception {
        // Given
        await(client.open(topic));
        await(client.open(topic + ".other"));

        // When
        provider.kill();

        // Then
        await().until(() -> client.states, List.of(FOUND, LOST)::equals);
        assertThat(client.metrics.scrape()).contains(CONNECTED + "0.0\n");
        String words = "provider \"%s\" is not connected; try again".formatted(BridgeClient.PROVIDER);
        Future<?> opening = client.open("contract.any");
        assertThat(client.failure(opening)).isEqualTo(BusFailure.PROVIDER_UNAVAILABLE);
        assertThat(opening.cause()).hasMessage(words);
        assertThat(await(client.publish(topic, "{}"))).isEqualTo(new PublishOutcome(false, words));
        assertThat(client.failure(client.request(topic, "{}", PATIENT)))
                .isEqualTo(provider.answersRequests() ? BusFailure.PROVIDER_UNAVAILABLE : BusFailure.REFUSED);

        // When
        provider.start();

        // Then once the provider is back, nothing is missed
        await().until(() -> client.states, List.of(FOUND, LOST, FOUND)::equals);
        assertThat(client.metrics.scrape()).contains(CONNECTED + "1.0\n");
        assertThat(await(client.publish(topic, "1")).accepted()).isTrue();
        assertThat(await(client.publish(topic + ".other", "2")).accepted()).isTrue();
        await().until(() -> client.payloads(topic), List.of("1")::equals);
        await().until(() -> client.payloads(topic + ".other"), List.of("2")::equals);
        // and the number that was left out says that something may have been before
        assertThat(client.numbers).containsEntry(1L, List.of(2L)).containsEntry(2L, List.of(2L));
    }

    @Test
    void shouldFailWhatIsUnderWayWhenTheBrokerCrashes() throws Exception {
        assumeTrue(provider.answersRequests(), NO_REQUESTS);
        TopicsUnderTest.Outsider outsider = provider.outsider();
        // Given
        List<String> asked = new CopyOnWriteArrayList<>();
        outsider.answer(topic, request -> {
            asked.add(request);
            return null;
        });
        Future<EventReply> reply = client.request(topic, "{}", Duration.ofMinutes(1));
        await().until(() -> !asked.isEmpty());

        // When
        provider.kill();

        // Then
        assertThat(client.failure(reply)).isEqualTo(BusFailure.PROVIDER_LOST);
    }

    @Test
    void shouldSayThatItIsNotLetInWithoutSayingTheSecret() {
        // Given
        String secret = "s3cret-" + UUID.randomUUID();
        try (BridgeClient intruder = BridgeClient.deploy(metrics -> provider.intruder(metrics, secret))) {
            // Then
            await().until(() -> intruder.states, List.of(LOST)::equals);
            await().until(() -> log.warnings().stream().anyMatch(line -> line.contains("refused user")));
            assertThat(intruder.failure(intruder.open(topic))).isEqualTo(BusFailure.PROVIDER_UNAVAILABLE);
        }
        assertThat(log.all()).noneMatch(line -> line.contains(secret) || line.contains("127.0.0.1"));

        // And nobody else is disturbed
        assertThat(await(client.publish(topic, "{}")).accepted()).isTrue();
        assertThat(client.states).containsExactly(FOUND);
    }

    @Test
    void shouldKeepLoggedTopicsWhileNoNodeRuns() throws Exception {
        // Given
        ScriptedLog stored = new ScriptedLog();
        try (BridgeClient node = BridgeClient.deploy(provider::bridge, stored::at)) {
            await(node.keep(provider.logTopics(true, topic)));
            await(client.publish(topic, EVENT, "0"));
            await().until(stored::payloads, List.of("0")::equals);
        }

        // When
        List<String> sent = IntStream.range(1, 100).mapToObj(Integer::toString).toList();
        sent.forEach(payload ->
                assertThat(await(client.publish(topic, payload)).accepted()).isTrue());

        // Then
        ScriptedLog again = new ScriptedLog();
        try (BridgeClient node = BridgeClient.deploy(provider::bridge, again::at)) {
            await(node.keep(provider.logTopics(false, topic)));
            await().until(() -> again.payloads().size() >= sent.size());
            assertThat(again.payloads()).isEqualTo(sent);
        }
        assertThat(stored.stored.get(0).attributes()).isEqualTo(EVENT);
    }

    @Test
    void shouldKeepWhatTheLogDoesNotTakeUntilItDoes() throws Exception {
        // Given
        ScriptedLog stored = new ScriptedLog();
        stored.failing = BusFailure.STORE_UNAVAILABLE;
        try (BridgeClient node = BridgeClient.deploy(provider::bridge, stored::at)) {
            await(node.keep(provider.logTopics(true, topic)));
            await(client.publish(topic, "1"));
            await(client.publish(topic, "2"));
            await().until(() -> stored.refusals.get() >= 2);

            // When
            stored.failing = null;

            // Then
            await().until(stored::payloads, List.of("1", "2")::equals);
        }
    }
}
