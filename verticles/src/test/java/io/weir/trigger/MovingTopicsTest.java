package io.weir.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.trigger.BridgeSimulation.Node;
import io.weir.trigger.BridgeSimulation.Shard;
import io.weir.trigger.BridgeSimulation.Subscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Topics whose bridges come and go. */
class MovingTopicsTest {

    private static final Duration LONG = Duration.ofMinutes(3);
    /** Events that a bridge may still bring of what it had when it lost its broker, or its node was given up. */
    private static final int MOST_UNDER_WAY = 40;

    private static final List<String> TOPICS = List.of("a", "b", "c", "d");

    private final Map<String, List<Integer>> published = new HashMap<>();

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    /** What everyone who listens to a topic should hear. */
    private void publish(BridgeSimulation cluster, String topic) {
        published.computeIfAbsent(topic, first -> new ArrayList<>()).add(cluster.publish(topic));
    }

    private void publishFor(BridgeSimulation cluster, int times) {
        for (int i = 0; i < times; i++) {
            publish(cluster, TOPICS.get(cluster.random.nextInt(TOPICS.size())));
            cluster.pass(Duration.ofMillis(cluster.random.nextInt(4)));
        }
    }

    private void assertHeardAll(BridgeSimulation cluster) {
        for (Shard shard : cluster.shards) {
            shard.subscribers.forEach((topic, subscriber) -> {
                List<Integer> expected = published.getOrDefault(topic, List.of()).stream()
                        .filter(number -> number > subscriber.since)
                        .toList();
                String where = "topic %s at %s".formatted(topic, shard.name);
                assertThat(subscriber.heard).as(where).doesNotHaveDuplicates();
                List<Integer> missed = new ArrayList<>(expected);
                missed.removeAll(subscriber.heard);
                assertThat(missed).as("missed of " + where).isEmpty();
                assertThat(subscriber.heard).as(where).isEqualTo(expected);
            });
        }
    }

    private static void subscribeAll(BridgeSimulation cluster, int shards) {
        for (int i = 0; i < shards; i++) {
            Shard shard = cluster.shard("s" + i);
            TOPICS.forEach(shard::subscribe);
        }
        cluster.pass(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldDeliverEachEventOnceAndInOrderWhoeverJoinsOrDrains(long seed) {
        // given
        BridgeSimulation cluster = new BridgeSimulation(seed);
        cluster.join("n0");
        subscribeAll(cluster, 3);
        List<Node> leaving = new ArrayList<>();

        // when
        for (int step = 1; step < 40; step++) {
            List<Node> staying = cluster.nodes.values().stream()
                    .filter(node -> !leaving.contains(node))
                    .toList();
            if (staying.size() == 1 || cluster.random.nextBoolean()) {
                cluster.join("n" + step).lagMillis = 1 + cluster.random.nextInt(200);
            } else {
                Node node = staying.get(cluster.random.nextInt(staying.size()));
                leaving.add(node);
                cluster.drain(node);
            }
            publishFor(cluster, 50);
            cluster.pass(Duration.ofMillis(500)); // until everybody knows
            leaving.stream()
                    .filter(Node::unused)
                    .filter(node -> cluster.nodes.containsValue(node))
                    .toList()
                    .forEach(cluster::leave);
        }
        cluster.pass(LONG);

        // then
        assertHeardAll(cluster);
        cluster.shards.forEach(shard -> shard.subscribers
                .values()
                .forEach(s -> assertThat(s.interruptions + s.missed + s.lost).isZero()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldGoOnAfterEveryDeathAndSayWhereEventsMayBeMissing(long seed) {
        // given
        BridgeSimulation cluster = new BridgeSimulation(seed);
        cluster.join("n0");
        cluster.join("m0");
        subscribeAll(cluster, 3);

        // when
        for (int step = 1; step < 30; step++) {
            publishFor(cluster, 30);
            List<Node> all = List.copyOf(cluster.nodes.values());
            Node some = all.isEmpty() ? null : all.get(cluster.random.nextInt(all.size()));
            switch (cluster.random.nextInt(4)) {
                case 0 -> cluster.join("n" + step);
                case 1 -> {
                    if (some != null) {
                        cluster.leave(some);
                    }
                }
                case 2 -> {
                    if (some != null) {
                        cluster.connected(some, !some.connected);
                    }
                }
                default -> {
                    if (some != null) {
                        cluster.drain(some);
                    }
                }
            }
        }
        cluster.join("last");
        cluster.pass(LONG);
        Map<String, Integer> before = new HashMap<>();
        TOPICS.forEach(topic ->
                before.put(topic, published.getOrDefault(topic, List.of()).size()));
        publishFor(cluster, 100);
        cluster.pass(LONG);

        // then
        for (Shard shard : cluster.shards) {
            shard.subscribers.forEach((topic, subscriber) -> {
                List<Integer> all = published.get(topic);
                assertThat(subscriber.heard).doesNotHaveDuplicates();
                assertThat(subscriber.heard)
                        .endsWith(all.subList(before.get(topic), all.size()).toArray(Integer[]::new));
                assertToldOfAllThatIsMissing(subscriber, all);
            });
        }
    }

    /** Of each event that did not come it was told that some may be missing: since the one before, or while it lasted. */
    private static void assertToldOfAllThatIsMissing(Subscriber subscriber, List<Integer> published) {
        int heard = 0;
        if (subscriber.since < 0) {
            return; // it was refused
        }
        for (int number : published) {
            boolean came = heard < subscriber.heard.size() && subscriber.heard.get(heard) == number;
            int at = heard;
            if (came) {
                heard++;
            } else if (number > subscriber.since) {
                assertThat(subscriber.told)
                        .as("%d is missing behind %d that came", number, at)
                        .anyMatch(told -> told <= at && told >= at - MOST_UNDER_WAY);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldTellOfWhatGetsLostBetweenNodes(long seed) {
        // given
        BridgeSimulation cluster = new BridgeSimulation(seed);
        cluster.join("n0");
        cluster.join("n1");
        subscribeAll(cluster, 3);

        // when
        for (int step = 0; step < 20; step++) {
            publishFor(cluster, 30);
            Node node = cluster.nodes.get("n" + cluster.random.nextInt(2));
            node.losing = true;
            publishFor(cluster, cluster.random.nextInt(30));
            if (cluster.random.nextInt(3) == 0) {
                cluster.connected(node, !node.connected);
            }
            node.losing = false;
        }
        cluster.nodes.values().forEach(node -> cluster.connected(node, true));
        cluster.pass(LONG);
        TOPICS.forEach(topic -> publish(cluster, topic));
        cluster.pass(LONG);

        // then
        for (Shard shard : cluster.shards) {
            shard.subscribers.forEach((topic, subscriber) -> {
                assertThat(subscriber.heard).doesNotHaveDuplicates().isSorted();
                assertThat(subscriber.missed).isPositive();
                assertToldOfAllThatIsMissing(subscriber, published.get(topic));
            });
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldTakeNothingStaleOfABridgeThatSlept(long seed) {
        // given
        BridgeSimulation cluster = new BridgeSimulation(seed);
        cluster.join("n0");
        cluster.join("n1");
        cluster.join("n2");
        subscribeAll(cluster, 3);

        // when: one after the other sleeps for longer than the others wait for it
        for (int step = 0; step < 20; step++) {
            publishFor(cluster, 30);
            Node sleeper = cluster.nodes.get("n" + cluster.random.nextInt(3));
            cluster.sleep(sleeper);
            publishFor(cluster, 100);
            if (cluster.random.nextBoolean()) {
                Shard shard = cluster.shards.get(cluster.random.nextInt(3));
                shard.subscribeAnew(TOPICS.get(cluster.random.nextInt(TOPICS.size())));
            }
            cluster.wake(sleeper);
            publishFor(cluster, cluster.random.nextInt(400));
        }
        cluster.pass(LONG);
        int before = published.get("a").size();
        publishFor(cluster, 100);
        cluster.pass(LONG);

        // then
        for (Shard shard : cluster.shards) {
            shard.subscribers.forEach((topic, subscriber) -> {
                assertThat(subscriber.heard).as(topic).doesNotHaveDuplicates();
                assertThat(subscriber.heard).as(topic).isSorted();
                assertToldOfAllThatIsMissing(subscriber, published.get(topic));
            });
            Subscriber last = shard.subscribers.get("a");
            if (last.since >= 0) {
                assertThat(last.heard)
                        .endsWith(published.get("a").stream().skip(before).toArray(Integer[]::new));
            }
        }
    }

    @Test
    void shouldStayWhereItIsWhileNoOtherBridgeHasTheBroker() {
        // given
        BridgeSimulation cluster = new BridgeSimulation(1);
        Node only = cluster.join("n0");
        Shard shard = cluster.shard("s0");
        Subscriber subscriber = shard.subscribe("a");
        cluster.pass(Duration.ofSeconds(1));
        cluster.join("n1").connected = false;

        // when
        cluster.connected(only, false);
        cluster.pass(LONG);
        cluster.connected(only, true);
        cluster.pass(Duration.ofSeconds(1));
        publish(cluster, "a");
        cluster.pass(Duration.ofSeconds(1));

        // then
        assertThat(subscriber.interruptions).isEqualTo(1);
        assertThat(subscriber.heard).isEqualTo(published.get("a"));
        assertThat(shard.bridges.unavailable(new TopicKey(BridgeSimulation.PROVIDER, "a")))
                .isFalse();
    }

    @Test
    void shouldOpenAtAnotherBridgeWhereTheFirstHasJustLostItsBroker() {
        // given
        BridgeSimulation cluster = new BridgeSimulation(1);
        cluster.join("n0");
        cluster.join("n1");
        Shard shard = cluster.shard("s0");
        TOPICS.forEach(topic -> {
            Node first = cluster.nodes.get(shard.bridges
                    .of(new TopicKey(BridgeSimulation.PROVIDER, topic))
                    .orElseThrow());

            // when
            first.connected = false; // and nobody knows
            Subscriber subscriber = shard.subscribe(topic);
            cluster.pass(Duration.ofMillis(50));
            cluster.connected(first, false);
            cluster.pass(Duration.ofSeconds(3));

            // then
            assertThat(subscriber.since).isNotNegative();
            cluster.connected(first, true);
            cluster.pass(Duration.ofSeconds(3));
        });
    }

    @Test
    void shouldRefuseWhoWaitsWhenTheLastBridgeIsGone() {
        // given
        BridgeSimulation cluster = new BridgeSimulation(1);
        Node last = cluster.join("n0");
        Shard shard = cluster.shard("s0");

        // when
        Subscriber subscriber = shard.subscribe("a");
        cluster.leave(last);
        cluster.pass(Duration.ofSeconds(3));

        // then
        assertThat(subscriber.refused).isTrue();
    }

    @Test
    void shouldOpenAgainWhatTheBridgeClosedWhenItHadGivenTheNodeUp() {
        // given
        BridgeSimulation cluster = new BridgeSimulation(3);
        Node only = cluster.join("n0");
        Shard shard = cluster.shard("s0");
        TOPICS.forEach(shard::subscribe);
        cluster.pass(Duration.ofSeconds(1));

        // when
        only.giveUp(shard);
        cluster.pass(Duration.ofSeconds(1));
        TOPICS.forEach(topic -> publish(cluster, topic));
        cluster.pass(Duration.ofSeconds(1));

        // then
        assertHeardAll(cluster);
        assertThat(shard.subscribers.values())
                .allSatisfy(subscriber -> assertThat(subscriber.interruptions).isEqualTo(1));
    }

    @Test
    void shouldLetClientsJoinThoughItMissedThatTheBrokerIsBack() {
        // given
        BridgeSimulation cluster = new BridgeSimulation(1);
        Node only = cluster.join("n0");
        Shard shard = cluster.shard("s0");
        Subscriber subscriber = shard.subscribe("a");
        cluster.pass(Duration.ofSeconds(1));
        cluster.connected(only, false);
        cluster.pass(Duration.ofSeconds(1));
        TopicKey key = new TopicKey(BridgeSimulation.PROVIDER, "a");
        assertThat(shard.bridges.unavailable(key)).isTrue();

        // when only its presence says so
        only.losing = true;
        cluster.connected(only, true);
        only.losing = false;
        cluster.pass(Duration.ofSeconds(5));
        publish(cluster, "a");
        cluster.pass(Duration.ofSeconds(1));

        // then
        assertThat(shard.bridges.unavailable(key)).isFalse();
        assertThat(subscriber.heard).isEqualTo(published.get("a"));
        assertThat(subscriber.interruptions).isEqualTo(1);
        assertThat(subscriber.missed).isZero();
    }

    @Test
    void shouldMoveFewTopicsAtATimeAndOnlyThoseThatMustMove() {
        // given
        BridgeSimulation cluster = new BridgeSimulation(2);
        cluster.join("n0");
        cluster.join("n1");
        Shard shard = cluster.shard("s0");
        int topics = 5_000;
        for (int i = 0; i < topics; i++) {
            shard.subscribe("t" + i);
        }
        cluster.pass(Duration.ofSeconds(10));
        assertThat(shard.opens).isEqualTo(topics);

        // when: nothing that matters has changed
        shard.peers.see(cluster.nodes.values().stream()
                .map(n -> io.weir.cluster.FakePeers.node(
                        n.id,
                        io.weir.bus.NodePresence.Phase.READY,
                        java.util.EnumSet.allOf(io.weir.bus.Service.class),
                        "rabbit",
                        "other"))
                .toList());
        cluster.pass(Duration.ofSeconds(10));
        // then
        assertThat(shard.opens).isEqualTo(topics);

        // when
        cluster.join("n2");
        cluster.pass(Duration.ofMinutes(1));
        // then: its share, and no more
        assertThat(shard.opens - topics).isBetween(topics / 4, topics / 2);
    }
}
