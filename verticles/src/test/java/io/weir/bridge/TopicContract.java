package io.weir.bridge;

import static io.weir.bridge.BridgeClient.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Future;
import io.weir.bus.BusFailure;
import io.weir.bus.EventAttributes;
import io.weir.bus.EventReply;
import io.weir.bus.PublishOutcome;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What every provider does, the event bus included, with a client beyond it that is not ours: publishing, listening,
 * asking. What those do besides that have a broker is in {@link ProviderContract}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class TopicContract {

    static final String NO_REQUESTS =
            "this provider takes no requests, and refuses them: which shouldFailARequestAtOnceWhereNoOneListens sees";
    static final Duration PATIENT = Duration.ofSeconds(20);
    static final EventAttributes EVENT = new EventAttributes("e-1", "/hr", "changed", 2);

    /** Nothing that JSON libraries would leave as it is. */
    static final String AS_IT_WAS = "{ \"n\": 1.0, \"é\":\"\\u00e9\",\"n\":1 }";

    private TopicsUnderTest provider;
    private ProviderClient client;

    /** Topics of one test are no other's. */
    String topic;

    /** What the contract is held against. */
    protected abstract TopicsUnderTest provider();

    /** One of ours. */
    ProviderClient client() {
        return client;
    }

    @BeforeAll
    void waitLonger() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(40));
        provider = provider();
    }

    @BeforeEach
    void connect() {
        topic = "contract." + UUID.randomUUID();
        client = provider.client();
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void shouldPublishWhatWasGivenWithItsAttributes() throws Exception {
        try (TopicsUnderTest.Outsider outsider = provider.outsider()) {
            // Given
            TopicsUnderTest.Listening listening = outsider.listen(topic);

            // When
            PublishOutcome outcome = await(client.publish(topic, EVENT, "{\"n\":1}"));

            // Then
            assertThat(outcome).isEqualTo(new PublishOutcome(true, ""));
            await().until(listening::payloads, List.of("{\"n\":1}")::equals);
            assertThat(listening.attributes()).containsExactly(EVENT);
        }
    }

    @Test
    void shouldDeliverBytesAndAttributesAsTheyWere() throws Exception {
        // Given
        await(client.open(topic));

        // When
        try (TopicsUnderTest.Outsider outsider = provider.outsider()) {
            outsider.publish(topic, EVENT, AS_IT_WAS);
            outsider.publish(topic, EventAttributes.NONE, "no JSON");
        }

        // Then
        await().until(() -> client.payloads(topic), List.of(AS_IT_WAS, "no JSON")::equals);
        assertThat(client.attributes(topic)).containsExactly(EVENT, EventAttributes.NONE);
    }

    @Test
    void shouldKeepTheOrder() {
        // Given
        await(client.open(topic));
        List<String> sent =
                IntStream.range(0, 2_000).mapToObj(Integer::toString).toList();

        // When
        List<Future<PublishOutcome>> outcomes = sent.stream()
                .map(payload -> client.publish(topic, EventAttributes.NONE, payload))
                .toList();

        // Then
        outcomes.forEach(outcome -> assertThat(await(outcome).accepted()).isTrue());
        await().until(() -> client.payloads(topic).size() == sent.size());
        assertThat(client.payloads(topic)).isEqualTo(sent);
    }

    @Test
    void shouldDeliverATopicToEachWhoOpenedIt() throws Exception {
        // Given
        try (ProviderClient second = provider.client()) {
            await(client.open(topic));
            await(second.open(topic));

            // When
            await(client.publish(topic, EventAttributes.NONE, "1"));

            // Then
            await().until(() -> client.payloads(topic), List.of("1")::equals);
            await().until(() -> second.payloads(topic), List.of("1")::equals);
        }
    }

    @Test
    void shouldDeliverNothingOfATopicThatWasClosedOrNeverOpened() {
        // Given
        await(client.open(topic));
        await(client.open(topic + ".closed"));
        client.close(topic + ".closed");
        await().until(() -> client.ended(topic + ".closed"));

        // When
        await(client.publish(topic + ".closed", EventAttributes.NONE, "1"));
        await(client.publish(topic + ".unknown", EventAttributes.NONE, "2"));
        await(client.publish(topic, EventAttributes.NONE, "3"));

        // Then
        await().until(() -> client.payloads(topic), List.of("3")::equals);
        assertThat(client.payloads(topic + ".closed")).isEmpty();
        assertThat(client.payloads(topic + ".unknown")).isEmpty();
    }

    @Test
    void shouldGiveTheReplyAsItCame() throws Exception {
        assumeTrue(provider.answersRequests(), NO_REQUESTS);
        try (TopicsUnderTest.Outsider outsider = provider.outsider()) {
            // Given
            outsider.answer(topic, request -> request + AS_IT_WAS);

            // When
            EventReply reply = await(client.request(topic, "{\"id\":1.0}", PATIENT));

            // Then
            assertThat(reply.payload()).hasToString("{\"id\":1.0}" + AS_IT_WAS);
        }
    }

    @Test
    void shouldFailARequestAtOnceWhereNoOneListens() {
        assertThat(client.failure(client.request(topic, "{}", PATIENT)))
                .isEqualTo(provider.answersRequests() ? BusFailure.NO_RESPONDER : BusFailure.REFUSED);
    }

    @Test
    void shouldFailARequestThatIsNotAnsweredInTime() throws Exception {
        assumeTrue(provider.answersRequests(), NO_REQUESTS);
        try (TopicsUnderTest.Outsider outsider = provider.outsider()) {
            // Given
            outsider.answer(topic, request -> null);

            // Then
            assertThat(client.failure(client.request(topic, "{}", Duration.ofMillis(300))))
                    .isEqualTo(BusFailure.TIMEOUT);
        }
    }
}
