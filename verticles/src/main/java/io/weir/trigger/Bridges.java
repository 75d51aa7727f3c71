package io.weir.trigger;

import io.vertx.core.Future;
import io.weir.bus.NodePresence;
import io.weir.bus.ProviderState;
import io.weir.bus.RoutedEvent;
import io.weir.bus.TopicClosed;
import io.weir.bus.TopicEvent;
import io.weir.bus.TopicLost;
import io.weir.cluster.Members;
import io.weir.cluster.Peers;
import io.weir.flow.Timing;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The bridged topics of one shard and the bridges of all nodes. When the nodes change, only the topics of providers whose
 * bridges changed are looked at, some at a time, and only some move at a time, however many there are. Belongs to one
 * event loop.
 */
final class Bridges {

    /** Openings under way of topics that move: what a bridge binds in a few round trips to its broker. */
    static final int MOST_MOVING = 200;

    /** Topics that are looked at before other work has its turn. */
    private static final int BURST = 500;

    /** Longer than a node is silent about itself. */
    private static final Duration DOUBT = Duration.ofSeconds(3);

    private static final Duration NEXT_TURN = Duration.ofMillis(1);

    /** Events of all topics that wait for the last words of old bridges. */
    private static final int MOST_HELD = 20_000;

    private final Peers peers;
    private final BridgeLink link;
    private final Timing timing;
    private final RandomGenerator random;
    private final Runnable unfollow;
    private final Map<String, Provider> providers = new HashMap<>();
    /** Bridges that have lost their brokers. */
    private final Set<Bridge> lost = new HashSet<>();

    private final Openings openings = new Openings();
    private final Set<BridgedTopic> reviewed = new LinkedHashSet<>();
    private final Deque<BridgedTopic> waiting = new ArrayDeque<>();
    private int moving;
    private int held;
    private boolean scheduled;

    /**
     * Follows {@code peers} until it is closed.
     *
     * @param random keeps topics from trying again all at once
     */
    Bridges(Peers peers, BridgeLink link, Timing timing, RandomGenerator random) {
        this.peers = peers;
        this.link = link;
        this.timing = timing;
        this.random = random;
        this.unfollow = peers.follow(this::onMembers);
    }

    private record Bridge(String node, String provider) {}

    /** The topics of one provider, and its bridges when they were last looked at. */
    private static final class Provider {

        private final Map<String, BridgedTopic> topics = new HashMap<>();
        private Map<String, Boolean> bridges = Map.of();
    }

    /** An event that came to the shard; false when no one wants it. */
    boolean onEvent(RoutedEvent routed) {
        TopicEvent event = routed.event();
        BridgedTopic topic = find(event.provider(), event.topic());
        if (topic != null && topic.onEvent(routed)) {
            return true;
        }
        Opening stray = openings.stray(routed.opening(), nanos());
        if (stray != null) { // its bridge has not heard that it was closed, or not yet
            link.close(new TopicKey(event.provider(), event.topic()), stray);
        }
        return false;
    }

    /** A bridge's last word of a topic, or of all that it had open for this node. */
    void onClosed(TopicClosed closed) {
        if (closed.topic().equals(TopicClosed.ALL)) {
            topics(closed.provider()).forEach(topic -> topic.onGivenUp(closed));
            return;
        }
        BridgedTopic topic = find(closed.provider(), closed.topic());
        if (topic != null) {
            topic.onClosed(closed);
        }
    }

    /** A topic that its broker took away. */
    void onLost(TopicLost gone) {
        BridgedTopic topic = find(gone.provider(), gone.topic());
        if (topic != null) {
            topic.onLost(gone.opening());
        }
    }

    /** A bridge has lost its broker, or found it. */
    void onProviderState(ProviderState state) {
        onState(new Bridge(state.node(), state.provider()), state.connected());
    }

    private void onState(Bridge bridge, boolean connected) {
        if (connected ? lost.remove(bridge) : lost.add(bridge)) {
            Consumer<BridgedTopic> tell =
                    connected ? BridgedTopic::onConnected : topic -> topic.onDisconnected(bridge.node);
            topics(bridge.provider).forEach(tell);
            if (!connected && !peers.alone()) {
                timing.after(DOUBT, () -> doubt(bridge));
            }
        }
    }

    /** Whether who joins a topic now would miss events. */
    boolean unavailable(TopicKey key) {
        BridgedTopic topic = find(key.provider(), key.topic());
        return topic != null
                ? topic.interrupted()
                : of(key).filter(node -> disconnected(key.provider(), node)).isPresent();
    }

    /** Looks at no topic any more. */
    void close() {
        unfollow.run();
        reviewed.clear();
        waiting.clear();
    }

    /** A topic that is about to open. */
    void add(BridgedTopic topic) {
        String provider = topic.key().provider();
        providers
                .computeIfAbsent(provider, this::provider)
                .topics
                .put(topic.key().topic(), topic);
    }

    /** One that is closed. */
    void remove(BridgedTopic topic) {
        Provider provider = providers.get(topic.key().provider());
        if (provider != null) {
            provider.topics.remove(topic.key().topic(), topic);
        }
        reviewed.remove(topic);
    }

    /** Looks soon at where a topic should be. */
    void review(BridgedTopic topic) {
        if (find(topic.key().provider(), topic.key().topic()) == topic) {
            reviewed.add(topic);
            schedule();
        }
    }

    /** The node whose bridge should bring a topic's events. */
    Optional<String> of(TopicKey key) {
        return peers.members().bridge(key.provider(), key.topic());
    }

    boolean present(String node) {
        return peers.members().has(node);
    }

    /** Whether a node says that it has the provider's broker. */
    boolean connected(String provider, String node) {
        NodePresence presence = peers.members().nodes().get(node);
        return presence != null && presence.providers().contains(provider);
    }

    /** Whether a node's bridge said that it has lost its broker. */
    boolean disconnected(String provider, String node) {
        return lost.contains(new Bridge(node, provider));
    }

    /** Whether there may be other nodes, whose bridges topics may move to. */
    boolean clustered() {
        return !peers.alone();
    }

    BridgeLink link() {
        return link;
    }

    /** A new opening at a node. */
    Opening opening(String node) {
        return openings.at(node);
    }

    RandomGenerator random() {
        return random;
    }

    /** Whether there is room for one more event that waits; it is taken. */
    boolean mayHold() {
        if (held == MOST_HELD) {
            return false;
        }
        held++;
        return true;
    }

    /** So many events wait no longer. */
    void released(int events) {
        held -= events;
    }

    void after(Duration pause, Runnable then) {
        timing.after(pause, then);
    }

    long nanos() {
        return timing.nanos();
    }

    private void onMembers(Members members) {
        lost.removeIf(bridge -> !members.has(bridge.node()));
        providers.forEach((name, provider) -> {
            Map<String, Boolean> bridges = members.bridges(name);
            if (!bridges.equals(provider.bridges)) {
                provider.bridges = bridges;
                reviewed.addAll(provider.topics.values());
            }
        });
        schedule();
    }

    /** That the broker is back is said once, and may get lost; what the node says of itself comes again and again. */
    private void doubt(Bridge bridge) {
        if (!lost.contains(bridge)) {
            return;
        }
        if (connected(bridge.provider, bridge.node)) {
            onState(bridge, true);
        } else {
            timing.after(DOUBT, () -> doubt(bridge));
        }
    }

    private void schedule() {
        if (!scheduled && !(reviewed.isEmpty() && waiting.isEmpty())) {
            scheduled = true;
            timing.after(NEXT_TURN, this::turn);
        }
    }

    private void turn() {
        scheduled = false;
        List<BridgedTopic> some = reviewed.stream().limit(BURST).toList();
        some.forEach(reviewed::remove);
        some.stream().filter(BridgedTopic::due).forEach(waiting::add);
        move();
        if (!reviewed.isEmpty()) {
            schedule();
        }
    }

    private void move() {
        while (moving < MOST_MOVING && !waiting.isEmpty()) {
            Future<Void> asked = waiting.remove().move();
            if (asked != null) {
                moving++;
                asked.onComplete(answered -> {
                    moving--;
                    move();
                });
            }
        }
    }

    private Provider provider(String name) {
        Provider provider = new Provider();
        provider.bridges = peers.members().bridges(name);
        return provider;
    }

    private @Nullable BridgedTopic find(String provider, String topic) {
        Provider known = providers.get(provider);
        return known == null ? null : known.topics.get(topic);
    }

    private List<BridgedTopic> topics(String provider) {
        Provider known = providers.get(provider);
        return known == null ? List.of() : List.copyOf(known.topics.values());
    }
}
