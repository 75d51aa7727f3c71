package io.weir.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bus.NodePresence;
import io.weir.bus.NodePresence.Phase;
import io.weir.bus.Service;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MembersTest {

    private static final int TOPICS = 10_000;

    @Test
    void shouldSpreadTopicsEvenlyAndEverywhereAlike() {
        // Given
        Map<String, NodePresence> nodes = nodes(5);
        String[] ids = nodes.keySet().toArray(String[]::new);

        // When
        Map<String, Long> homes = IntStream.range(0, TOPICS)
                .mapToObj(topic -> home(ids[0], nodes, topic))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        // Then
        assertThat(homes.keySet()).isEqualTo(nodes.keySet());
        assertThat(homes.values()).allMatch(count -> count > TOPICS / 5 * 0.9 && count < TOPICS / 5 * 1.1);
        assertThat(IntStream.range(0, 100))
                .allMatch(topic -> home(ids[0], nodes, topic).equals(home(ids[4], nodes, topic)));
    }

    @Test
    void shouldMoveOnlyTheTopicsOfANodeThatIsGone() {
        // Given
        Map<String, NodePresence> before = nodes(5);
        String gone = before.keySet().iterator().next();
        Map<String, NodePresence> after = new HashMap<>(before);
        after.remove(gone);

        // Then
        assertThat(IntStream.range(0, TOPICS)).allMatch(topic -> {
            String home = home("x", before, topic);
            return home.equals(gone) || home.equals(home("x", after, topic));
        });
    }

    @Test
    void shouldPreferABridgeThatIsConnected() {
        // Given
        Members members = seen(FakePeers.node("a"), FakePeers.node("b", "rabbit"), FakePeers.node("c"));

        // Then
        assertThat(IntStream.range(0, 100).mapToObj(topic -> members.bridge("rabbit", "t" + topic)))
                .allMatch(bridge -> bridge.orElseThrow().equals("b"));
        assertThat(members.nearestBridge("rabbit", "t")).contains("b");
        assertThat(members.bridge("other", "t")).isPresent();
    }

    @Test
    void shouldPublishThroughItsOwnBridgeWhereThatIsConnected() {
        assertThat(seen(FakePeers.node("a", "rabbit"), FakePeers.node("b", "rabbit"), FakePeers.node("c", "rabbit"))
                        .nearestBridge("rabbit", "t"))
                .contains("a");
    }

    @Test
    void shouldAskNobodyWhoStartsOrDrainsButItselfWhileItStarts() {
        // Given
        Set<Service> all = EnumSet.allOf(Service.class);
        Members starting = seen(
                FakePeers.node("a", Phase.STARTING, all),
                FakePeers.node("b", Phase.STARTING, all),
                FakePeers.node("c", Phase.DRAINING, all));
        Members draining = seen(FakePeers.node("a", Phase.DRAINING, all));

        // Then
        assertThat(starting.home(Service.TRIGGERS, "t")).contains("a");
        assertThat(starting.here(Service.ACTIONS)).isTrue();
        assertThat(starting.count(Service.ACTIONS)).isOne();
        assertThat(draining.anywhere(Service.ACTIONS)).isFalse();
        assertThat(draining.here(Service.ACTIONS)).isFalse();
    }

    private static String home(String self, Map<String, NodePresence> nodes, int topic) {
        return new Members(self, nodes, false)
                .home(Service.TRIGGERS, "p t" + topic)
                .orElseThrow();
    }

    private static Map<String, NodePresence> nodes(int count) {
        return IntStream.range(0, count)
                .mapToObj(node -> UUID.randomUUID().toString())
                .collect(Collectors.toMap(Function.identity(), FakePeers::node));
    }

    private static Members seen(NodePresence... nodes) {
        FakePeers peers = new FakePeers("a");
        peers.see(nodes);
        return peers.members();
    }
}
