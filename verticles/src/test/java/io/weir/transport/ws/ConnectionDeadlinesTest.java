package io.weir.transport.ws;

import static io.weir.transport.ws.ConnectionUnderTest.INIT_TIMEOUT;
import static io.weir.transport.ws.ConnectionUnderTest.PING;
import static io.weir.transport.ws.ConnectionUnderTest.PONG_TIMEOUT;
import static io.weir.transport.ws.ConnectionUnderTest.ready;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a connection does as time goes by; the clock is the test's. */
class ConnectionDeadlinesTest {

    private static final Duration MOMENT = Duration.ofMillis(500);

    @Test
    void shouldCloseWhenNoInitComes() {
        // Given
        ConnectionUnderTest client = new ConnectionUnderTest();
        client.passes(INIT_TIMEOUT.minus(MOMENT));
        assertThat(client.hears()).isEmpty();

        // When
        client.passes(MOMENT.multipliedBy(2));

        // Then
        assertThat(client.hears()).containsExactly("4408 Connection initialisation timeout");
    }

    @Test
    void shouldNotLetPingsPutOffTheInit() {
        // Given
        ConnectionUnderTest client = new ConnectionUnderTest();
        client.passes(INIT_TIMEOUT.minus(MOMENT));
        client.says("{'type':'ping'}");
        client.hears();

        // When
        client.passes(MOMENT.multipliedBy(2));

        // Then
        assertThat(client.hears()).containsExactly("4408 Connection initialisation timeout");
    }

    @Test
    void shouldNotHurryAnAdmission() {
        // Given
        ConnectionUnderTest client = new ConnectionUnderTest();
        client.says("{'type':'connection_init'}");

        // When
        client.passes(INIT_TIMEOUT.multipliedBy(2));
        client.admission.complete(true);

        // Then
        assertThat(client.hears()).containsExactly("{'type':'connection_ack'}");
    }

    @Test
    void shouldPingASilentClientAgainAndAgain() {
        // Given
        ConnectionUnderTest client = ready();

        for (int i = 0; i < 5; i++) {
            // When
            client.passes(PING.minus(MOMENT));
            assertThat(client.hears()).isEmpty();
            client.passes(MOMENT.multipliedBy(2));

            // Then
            assertThat(client.hears()).containsExactly("{'type':'ping'}");
            client.says("{'type':'pong'}");
        }
    }

    @Test
    void shouldNotPingAClientThatTalks() {
        // Given
        ConnectionUnderTest client = ready();
        client.passes(PING.minus(MOMENT));
        client.says("{'type':'pong'}");

        // When
        client.passes(PING.minus(MOMENT));

        // Then
        assertThat(client.hears()).isEmpty();
    }

    @Test
    void shouldCloseWhenAPingStaysUnanswered() {
        // Given
        ConnectionUnderTest client = ready();
        client.passes(PING.plus(MOMENT));
        client.hears();

        // When
        client.passes(PONG_TIMEOUT.minus(MOMENT.multipliedBy(2)));
        assertThat(client.hears()).isEmpty();
        client.passes(MOMENT.multipliedBy(2));

        // Then
        assertThat(client.hears()).containsExactly("4499 No pong in time");
    }

    @Test
    void shouldNeverPingWhenToldSo() {
        // Given
        ConnectionUnderTest client = new ConnectionUnderTest(Duration.ZERO);
        client.admission.complete(true);
        client.says("{'type':'connection_init'}");
        client.hears();

        // When
        client.passes(Duration.ofMinutes(5));

        // Then
        assertThat(client.hears()).isEmpty();
    }

    @Test
    void shouldDropASocketWhoseClientDoesNotAnswerTheCloseFrame() {
        // Given
        ConnectionUnderTest client = ready();
        client.connection.close(CloseCode.RESTART.close());
        client.passes(Liveness.CLOSE_GRACE.minus(MOMENT));
        assertThat(client.sink.aborted).isFalse();

        // When
        client.passes(MOMENT.multipliedBy(2));

        // Then
        assertThat(client.sink.aborted).isTrue();
    }

    @Test
    void shouldHoldThePongUntilTheSubscriptionIsLive() {
        // Given
        ConnectionUnderTest client = ready();
        client.subscribes("1", "subscription news");
        client.says("{'type':'ping','payload':{'n':1}}");
        assertThat(client.hears()).isEmpty();

        // When
        client.subscriptions.get(0).live();
        client.subscriptions.get(0).next("{'data':1}");

        // Then
        assertThat(client.hears())
                .containsExactly("{'type':'pong','payload':{'n':1}}", "{'id':'1','type':'next','payload':{'data':1}}");
    }

    @Test
    void shouldHoldThePongUntilTheSubscriptionHasFailed() {
        // Given
        ConnectionUnderTest client = ready();
        client.subscribes("1", "subscription news");
        client.says("{'type':'ping'}");

        // When
        client.subscriptions.get(0).refused("[]");

        // Then
        assertThat(client.hears()).containsExactly("{'id':'1','type':'error','payload':[]}", "{'type':'pong'}");
    }

    @Test
    void shouldLetThePongGoWhenTheSubscriptionIsCancelled() {
        // Given
        ConnectionUnderTest client = ready();
        client.subscribes("1", "subscription news");
        client.says("{'type':'ping'}");

        // When
        client.says("{'id':'1','type':'complete'}");

        // Then
        assertThat(client.hears()).containsExactly("{'type':'pong'}");
    }

    @Test
    void shouldHoldAPongOnlyForSubscriptionsBeforeItsPing() {
        // Given
        ConnectionUnderTest client = ready();
        client.subscribes("1", "subscription news");
        client.says("{'type':'ping','payload':{'n':1}}");
        client.subscribes("2", "subscription news");
        client.says("{'type':'ping','payload':{'n':2}}");

        // When
        client.subscriptions.get(0).live();

        // Then
        assertThat(client.hears()).containsExactly("{'type':'pong','payload':{'n':1}}");
        client.subscriptions.get(1).live();
        assertThat(client.hears()).containsExactly("{'type':'pong','payload':{'n':2}}");
    }

    @Test
    void shouldKeepPongsInOrder() {
        // Given
        ConnectionUnderTest client = ready();
        client.subscribes("1", "subscription news");
        client.subscribes("2", "subscription news");
        client.says("{'type':'ping','payload':{'n':1}}");
        client.subscriptions.get(1).live();
        client.says("{'type':'ping','payload':{'n':2}}");

        // When
        client.subscriptions.get(0).live();

        // Then
        assertThat(client.hears())
                .containsExactly("{'type':'pong','payload':{'n':1}}", "{'type':'pong','payload':{'n':2}}");
    }

    @Test
    void shouldHoldAPongForLessThanASecond() {
        // Given
        ConnectionUnderTest client = ready();
        client.subscribes("1", "subscription news");
        client.says("{'type':'ping'}");
        client.passes(Connection.PONG_HOLD.minus(Wheel.TICK));
        assertThat(client.hears()).isEmpty();

        // When
        client.passes(Duration.ofSeconds(1).minus(Connection.PONG_HOLD).plus(Wheel.TICK));

        // Then
        assertThat(client.hears()).containsExactly("{'type':'pong'}");
    }

    @Test
    void shouldNotHoldPongsForQueriesOrLiveSubscriptions() {
        // Given
        ConnectionUnderTest client = ready();
        client.subscribes("1", "query");
        client.subscribes("2", "subscription news");
        client.subscriptions.get(0).live();

        // When
        client.says("{'type':'ping'}");

        // Then
        assertThat(client.hears()).containsExactly("{'type':'pong'}");
    }

    @Test
    void shouldHoldABoundedNumberOfPongs() {
        // Given
        ConnectionUnderTest client = ready();
        client.subscribes("1", "subscription news");

        // When
        for (int i = 0; i <= HeldPongs.MOST; i++) {
            client.says("{'type':'ping','payload':{'n':%d}}".formatted(i));
        }

        // Then
        assertThat(client.hears()).containsExactly("{'type':'pong','payload':{'n':0}}");
    }

    @Test
    void shouldStillPingAfterAPongWasHeld() {
        // Given
        ConnectionUnderTest client = ready();
        client.subscribes("1", "subscription news");
        client.says("{'type':'ping'}");
        client.subscriptions.get(0).live();
        client.hears();

        // When
        client.passes(PING.plus(MOMENT));

        // Then
        assertThat(client.hears()).containsExactly("{'type':'ping'}");
    }
}
