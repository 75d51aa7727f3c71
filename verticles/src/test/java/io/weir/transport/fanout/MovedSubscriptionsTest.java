package io.weir.transport.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.BusAddress;
import io.weir.bus.GroupResult;
import io.weir.bus.LeaveTrigger;
import io.weir.bus.NodePresence.Phase;
import org.junit.jupiter.api.Test;

/** Subscriptions whose triggers die, or lose a result. */
class MovedSubscriptionsTest extends TwoTriggers {

    @Test
    void shouldGoOnElsewhereAndSaySoWhenTheTriggersNodeDies() throws Exception {
        // given
        trigger(home);
        trigger(other);
        join();
        answer(home, 7);

        // when
        onTransport(() -> see(Phase.READY, "n1", other));
        answer(other, 8);
        await().until(() -> client.heard.size() == 2);
        send(7);
        send(8);

        // then
        await().until(() -> client.heard.size() == 3);
        assertThat(client.heard.get(1)).contains("PROVIDER_UNAVAILABLE").startsWith("next {\"data\":null,");
        assertThat(client.heard.get(2)).isEqualTo("next {\"data\":8}");
        assertThat(metrics.subscriptions().sum()).isEqualTo(1);

        // when the node was there all the time
        onTransport(() -> see(Phase.READY, "n1", "n2", "n3"));
        // then it hears that the subscription is over there
        await().until(() -> asked.stream()
                .anyMatch(a -> a.node().equals(home)
                        && a.message().body() instanceof LeaveTrigger leave
                        && leave.groupId() == 7));
    }

    @Test
    void shouldSayThatAResultGotLostOnItsWayAndJoinAgain() throws Exception {
        // given
        trigger(home);
        join();
        answer(home, 7);
        asked.clear();
        send(7);

        // when the one between them never comes
        vertx.eventBus()
                .send(
                        BusAddress.transport("n1", 1),
                        new GroupResult(7, 2, 1, GroupResult.Kind.NEXT, Buffer.buffer("{}"), 0, null));
        answer(home, 8);
        await().until(() -> client.heard.size() == 3);
        send(8);

        // then
        await().until(() -> client.heard.size() == 4);
        assertThat(client.heard.get(1)).isEqualTo("next {\"data\":7}");
        assertThat(client.heard.get(2)).contains("PROVIDER_UNAVAILABLE");
        assertThat(client.heard.get(3)).isEqualTo("next {\"data\":8}");
    }

    @Test
    void shouldAskTheNextWhenTheTriggersNodeDiesBeforeItAnswers() throws Exception {
        // given
        trigger(home);
        trigger(other);
        join();
        await().until(() -> joins(home) == 1);

        // when
        onTransport(() -> see(Phase.READY, "n1", other));
        answer(other, 8);

        // then
        await().until(() -> client.heard.contains("live"));
    }

    @Test
    void shouldChooseAgainWhenNobodyIsThereAnyMore() throws Exception {
        // given a node that is gone, which nobody knows yet
        trigger(other);

        // when
        join();
        vertx.setTimer(60, later -> transport.runOnContext(turn -> see(Phase.READY, "n1", other)));
        answer(other, 8);

        // then
        await().until(() -> client.heard.contains("live"));
    }
}
