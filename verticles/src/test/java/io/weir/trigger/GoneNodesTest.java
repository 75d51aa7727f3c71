package io.weir.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.bus.CloseTopic;
import io.weir.cluster.FakePeers;
import io.weir.config.TriggersConfig;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A trigger whose subscribers' node goes. */
class GoneNodesTest {

    private static final String SDL = """
            type Subscription {
              remote: Tick @eventsSubscribe(topic: "remote", provider: "rabbit")
            }
            type Tick { n: Int }
            """;

    private final FakePeers peers = new FakePeers("n1");
    private TriggerFixture weir;

    @BeforeEach
    void start() throws Exception {
        peers.see(FakePeers.node("n1", "rabbit"), FakePeers.node("t1"));
        weir = new TriggerFixture(
                SDL, new TriggersConfig(1, Duration.ofMillis(20), Duration.ofSeconds(2), 64, 1000), peers);
    }

    @AfterEach
    void close() throws Exception {
        weir.close();
    }

    @Test
    void shouldForgetTheSubscribersOfANodeThatIsGoneAndSendThemElsewhereShouldItComeBack() throws Exception {
        // given
        weir.joined(1, "rabbit", "remote", "subscription { remote { n } }");

        // when
        weir.onLoop(() -> peers.see(FakePeers.node("n1", "rabbit")));

        // then
        await().until(() -> weir.asked.stream().anyMatch(CloseTopic.class::isInstance));
        assertThat(weir.metrics.scrape()).contains("weir_triggers 0.0", "weir_trigger_groups 0.0");
        assertThat(weir.heard).isEmpty();

        // when
        weir.onLoop(() -> peers.see(FakePeers.node("n1", "rabbit"), FakePeers.node("t1")));

        // then
        await().until(() -> weir.heard.contains("BEHIND "));
    }

    @Test
    void shouldKeepTheSubscribersOfNodesThatStay() throws Exception {
        // given
        peers.see(FakePeers.node("n1", "rabbit"), FakePeers.node("t1"), FakePeers.node("n3"));
        weir.joined(1, "rabbit", "remote", "subscription { remote { n } }");

        // when
        weir.onLoop(() -> peers.see(FakePeers.node("n1", "rabbit"), FakePeers.node("t1")));
        weir.bridged("remote", "{\"n\":1}");

        // then
        await().until(() -> weir.heard.contains("NEXT {\"data\":{\"remote\":{\"n\":1}}}"));
    }
}
