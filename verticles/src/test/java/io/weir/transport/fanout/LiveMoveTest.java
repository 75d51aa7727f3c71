package io.weir.transport.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.eventbus.Message;
import io.weir.bus.BusAddress;
import io.weir.bus.BusMessage;
import io.weir.bus.GroupResult;
import io.weir.bus.JoinTrigger;
import io.weir.bus.LeaveTrigger;
import io.weir.bus.NodePresence.Phase;
import io.weir.bus.Service;
import io.weir.execution.Prepared;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Live streams that go elsewhere while the node of their trigger drains. */
class LiveMoveTest extends TwoTriggers {

    @Test
    void shouldJoinElsewhereAndHearTheOldTriggerOutWhenItsNodeDrains() throws Exception {
        // given
        moving();

        // when both have had the same two events, and are slow
        send(7, "a");
        send(8, "b");
        send(7, "b");
        send(7, "c");
        await().until(() -> client.heard.size() == 4);
        finished(home, 7);
        await().until(() -> asked(other, 8) == 1);
        send(8, "c");
        send(8, "d");
        finished(other, 8);
        send(8, "e");

        // then
        await().until(() -> client.heard.size() == 6);
        assertThat(client.heard).containsExactly(live("a", "b", "c", "d", "e"));
        assertThat(metrics.framesOut().count()).isEqualTo(5);
    }

    @Test
    void shouldHandOverTwiceRatherThanNeverWhatTheTwoCompletedDifferently() throws Exception {
        // given
        moving();

        // when
        send(8, "b'");
        send(7, "b");
        await().until(() -> client.heard.size() == 2);
        finished();

        // then
        await().until(() -> client.heard.size() == 3);
        assertThat(client.heard).containsExactly(live("b", "b'"));
    }

    @Test
    void shouldSayThatSomethingMayBeMissingWhenTheOldTriggerDiesBeforeItHasSentAll() throws Exception {
        // given
        moving();
        send(8, "b");
        asked.clear();

        // when
        onTransport(() -> see(Phase.READY, "n1", other));
        send(8, "c");

        // then
        await().until(() -> client.heard.size() == 4);
        assertThat(client.heard.get(1)).contains("PROVIDER_UNAVAILABLE");
        assertThat(client.heard.subList(2, 4)).containsExactly("next b", "next c");
        assertThat(joins(other)).isZero();
    }

    @Test
    void shouldJoinOnceMoreWhenTheOtherTriggerIsGoneAgain() throws Exception {
        // given
        moving();

        // when the other one goes before the old one is heard out, which is over all the same
        onTransport(() -> see(Phase.READY, "n1", home));
        send(7, "a");
        await().until(() -> client.heard.size() == 2);
        finished();

        // then
        await().until(() -> client.heard.size() == 3);
        assertThat(client.heard.get(2)).contains("PROVIDER_UNAVAILABLE");
        await().until(() -> joins(home) == 2);
        Message<BusMessage> before = first();
        asked.removeIf(a -> a.message() == before);
        answer(home, 9);
        send(9, "b");
        await().until(() -> client.heard.size() == 4);
        assertThat(client.heard.get(3)).isEqualTo("next b");
    }

    /** The first join that {@code home} was asked for. */
    private Message<BusMessage> first() {
        return asked.stream()
                .filter(a -> a.node().equals(home) && a.message().body() instanceof JoinTrigger)
                .findFirst()
                .orElseThrow()
                .message();
    }

    @Test
    void shouldEndBehindWhatIsHeldWhenTheStreamEnds() throws Exception {
        // given
        moving();
        send(8, "a");
        vertx.eventBus().send(BusAddress.transport("n1", 1), GroupResult.complete(8, 1, 0));

        // when
        finished();

        // then
        await().until(() -> client.heard.size() == 3);
        assertThat(client.heard).containsExactly("live", "next a", "complete");
    }

    @Test
    void shouldLeaveBothWhenTheClientLeavesOnTheWay() throws Exception {
        // given
        moving();
        send(8, "a");

        // when
        onTransport(() -> Objects.requireNonNull(feed).cancel());

        // then
        await().until(() -> leaves(home, 7) == 2);
        await().until(() -> leaves(other, 8) == 1);
        finished(home, 7);
        send(8, "b");
        await().during(Duration.ofMillis(50)).until(() -> client.heard.equals(List.of("live")));
    }

    @Test
    void shouldHandOverNothingMoreWhenTheClientLeavesMeanwhile() throws Exception {
        // given
        moving();
        send(8, "a");
        send(8, "last");
        send(8, "b");
        client.onLast = () -> Objects.requireNonNull(feed).cancel();

        // when
        finished();

        // then
        await().until(() -> leaves(other, 8) == 2);
        assertThat(client.heard).containsExactly(live("a", "last"));
    }

    @Test
    void shouldMoveOnceHoweverOftenTheNodeSaysThatItDrains() throws Exception {
        // given
        moving();

        // when
        drain();
        drain();
        finished();

        // then
        await().until(() -> leaves(home, 7) == 2);
        assertThat(joins(other)).isEqualTo(1);
    }

    /** Live at {@code home}, which drains, and joined at {@code other}. */
    private void moving() throws Exception {
        trigger(home);
        trigger(other);
        join();
        answer(home, 7);
        drain();
        answer(other, 8);
        await().until(() -> leaves(home, 7) == 1);
    }

    private void drain() throws Exception {
        onTransport(() ->
                peers.see(List.of(node("n1", Phase.READY), node(home, Phase.DRAINING), node(other, Phase.READY))));
    }

    /** Both triggers have sent all that was under way, first the old one. */
    private void finished(long oldGroup, long newGroup) {
        finished(home, oldGroup);
        await().until(() -> asked(other, newGroup) == 1);
        finished(other, newGroup);
    }

    private void finished() {
        finished(7, 8);
    }

    private void finished(String node, long group) {
        requests(node, group).forEach(a -> a.message().reply(a.message().body()));
    }

    private long asked(String node, long group) {
        return requests(node, group).count();
    }

    private Stream<Asked> requests(String node, long group) {
        return farewells(node, group).filter(a -> a.message().replyAddress() != null);
    }

    private long leaves(String node, long group) {
        return farewells(node, group).count();
    }

    private Stream<Asked> farewells(String node, long group) {
        return asked.stream()
                .filter(a -> a.node().equals(node)
                        && a.message().body() instanceof LeaveTrigger leave
                        && leave.groupId() == group);
    }

    private static String[] live(String... responses) {
        return Stream.concat(Stream.of("live"), Stream.of(responses).map(response -> "next " + response))
                .toArray(String[]::new);
    }

    @Test
    void shouldJoinElsewhereFirstWithEachOfSeveralTopics() throws Exception {
        // given one more that is at home at the same node
        trigger(home);
        trigger(other);
        String more = Stream.iterate("m", topic -> topic + "m")
                .filter(topic -> peers.members()
                        .home(Service.TRIGGERS, "default " + topic)
                        .equals(Optional.of(home)))
                .findFirst()
                .orElseThrow();
        Prepared.Streams both = new Prepared.Streams(List.of(
                new Prepared.Stream("default", "news", "f", null), new Prepared.Stream("default", more, "f", null)));
        onTransport(() -> subscriptions.join(both, REQUEST, client));
        answerBoth(home, 7, 8);

        // when
        onTransport(() ->
                peers.see(List.of(node("n1", Phase.READY), node(home, Phase.DRAINING), node(other, Phase.READY))));
        await().until(() -> joins(other) == 2);
        send(7);
        await().until(() -> client.heard.size() == 2);
        answerBoth(other, 17, 18);
        await().until(() -> leaves(home, 7) == 1 && leaves(home, 8) == 1);
        send(17, "both");
        send(17);
        send(7, "both");
        send(8);
        await().until(() -> client.heard.size() == 4);
        finished(7, 17);
        finished(8, 18);
        send(18);

        // then
        await().until(() -> client.heard.size() == 6);
        assertThat(client.heard)
                .containsExactly(
                        "live",
                        "next {\"data\":7}",
                        "next both",
                        "next {\"data\":8}",
                        "next {\"data\":17}",
                        "next {\"data\":18}");
        assertThat(metrics.subscriptions().sum()).isEqualTo(1);
    }
}
