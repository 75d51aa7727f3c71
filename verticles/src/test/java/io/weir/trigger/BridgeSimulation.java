package io.weir.trigger;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.weir.bus.BusFailure;
import io.weir.bus.EventAttributes;
import io.weir.bus.NodePresence;
import io.weir.bus.NodePresence.Phase;
import io.weir.bus.ProviderState;
import io.weir.bus.Service;
import io.weir.bus.TopicClosed;
import io.weir.bus.TopicEvent;
import io.weir.cluster.FakePeers;
import io.weir.flow.ManualTiming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A broker, the bridges of some nodes and some trigger shards, on one thread and in made-up time: everything takes as long
 * as a random number says, and only what is sent the same way keeps its order.
 */
final class BridgeSimulation {

    static final String PROVIDER = "rabbit";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    final ManualTiming timing = new ManualTiming();
    final Random random;
    final Map<String, Node> nodes = new LinkedHashMap<>();
    final List<Shard> shards = new ArrayList<>();
    private final Map<String, Long> ways = new HashMap<>();
    private int published;
    private int named;

    BridgeSimulation(long seed) {
        this.random = new Random(seed);
    }

    /** A node with a bridge. */
    final class Node {

        final String id;
        Phase phase = Phase.READY;
        boolean alive = true;
        boolean connected = true;
        boolean asleep;
        /** What its kernel has taken in for it, and it does once it wakes. */
        private final List<Runnable> postponed = new ArrayList<>();
        /** A bridge that has fallen behind by so much. */
        int lagMillis = 30;

        private final Map<String, Set<Route>> routes = new HashMap<>();
        private final Set<String> bound = new HashSet<>();

        private Node(String id) {
            this.id = id;
        }

        private NodePresence presence() {
            return FakePeers.node(
                    id, phase, EnumSet.of(Service.BRIDGE), connected ? new String[] {PROVIDER} : new String[0]);
        }

        boolean unused() {
            return routes.isEmpty();
        }

        private void take(TopicEvent event) {
            if (alive && connected && bound.contains(event.topic())) {
                way("broker " + id, lagMillis, () -> whenAwake(() -> deliver(event)));
            }
        }

        private void whenAwake(Runnable then) {
            if (!asleep) {
                then.run();
            } else if (postponed.size() < 40) { // further on, the connection is dead
                postponed.add(then);
            }
        }

        private void deliver(TopicEvent event) {
            if (alive) {
                Set.copyOf(routes.getOrDefault(event.topic(), Set.of()))
                        .forEach(route -> answer(route.shard, () -> route.shard.onEvent(route.address, event)));
            }
        }

        private void open(Shard shard, TopicKey key, Opening at, Promise<Void> opened) {
            if (!alive) {
                return;
            }
            if (!connected) {
                answer(shard, () -> opened.tryFail(failure(BusFailure.PROVIDER_UNAVAILABLE)));
                return;
            }
            routes.computeIfAbsent(key.topic(), topic -> new LinkedHashSet<>()).add(new Route(shard, at.address()));
            if (bound.contains(key.topic())) {
                answer(shard, opened::tryComplete);
                return;
            }
            way("bind " + id, 30, () -> {
                if (alive && routes.containsKey(key.topic())) {
                    bound.add(key.topic());
                    answer(shard, opened::tryComplete);
                }
            });
        }

        /** Behind what the broker has sent. */
        void close(Shard shard, TopicKey key, Opening at) {
            way("broker " + id, 1, () -> {
                if (!alive) {
                    return;
                }
                Set<Route> all = routes.getOrDefault(key.topic(), new HashSet<>());
                all.remove(new Route(shard, at.address()));
                if (all.isEmpty()) {
                    routes.remove(key.topic());
                    bound.remove(key.topic());
                }
                answer(shard, () -> shard.bridges.onClosed(at.address(), new TopicClosed(id, PROVIDER, key.topic())));
            });
        }

        private void answer(Shard shard, Runnable then) {
            way(id + " to " + shard.name, 10, () -> {
                if (shard.hears(id)) {
                    then.run();
                }
            });
        }
    }

    private record Route(Shard shard, int address) {}

    /** A trigger shard of some node. */
    final class Shard implements BridgeLink {

        final String name;
        final FakePeers peers = new FakePeers("shard");
        final Bridges bridges = new Bridges(peers, this, timing);
        final Map<String, Subscriber> subscribers = new HashMap<>();
        int opens;
        int doubled;

        private Shard(String name) {
            this.name = name;
        }

        private boolean hears(String node) {
            return nodes.containsKey(node);
        }

        Subscriber subscribe(String topic) {
            TopicKey key = new TopicKey(PROVIDER, topic);
            Subscriber subscriber = new Subscriber();
            subscriber.source = new BridgedTopic(key, bridges, subscriber);
            subscriber.source.open().onSuccess(opened -> subscriber.since = published);
            subscribers.put(topic, subscriber);
            return subscriber;
        }

        private void onEvent(int address, TopicEvent event) {
            bridges.onEvent(address, event);
        }

        @Override
        public Future<Void> open(TopicKey topic, Opening at) {
            opens++;
            Promise<Void> opened = Promise.promise();
            timing.after(TIMEOUT, () -> opened.tryFail(new ReplyException(ReplyFailure.TIMEOUT, "no answer in time")));
            way(name + " to " + at.node(), 10, () -> {
                Node node = nodes.get(at.node());
                if (node == null) {
                    opened.tryFail(new ReplyException(ReplyFailure.NO_HANDLERS, "no one is there"));
                } else {
                    node.whenAwake(() -> node.open(this, topic, at, opened));
                }
            });
            return opened.future();
        }

        @Override
        public void close(TopicKey topic, Opening at) {
            way(name + " to " + at.node(), 10, () -> {
                Node node = nodes.get(at.node());
                if (node != null) {
                    node.whenAwake(() -> node.close(this, topic, at));
                }
            });
        }
    }

    /** What one topic's subscribers hear. */
    static final class Subscriber implements BridgedTopic.Listener {

        final List<Integer> heard = new ArrayList<>();
        BridgedTopic source;
        /** The last event that was published before it was there; negative until it is. */
        int since = -1;

        int interruptions;
        int lost;

        @Override
        public void onEvent(TopicEvent event) {
            heard.add(Integer.parseInt(event.payload().toString()));
        }

        @Override
        public void onInterrupted() {
            interruptions++;
        }

        @Override
        public void onLost() {
            lost++;
        }
    }

    Shard shard(String name) {
        Shard shard = new Shard(name);
        shards.add(shard);
        shard.peers.see(seen());
        return shard;
    }

    Node join(String id) {
        Node node = new Node(id);
        nodes.put(id, node);
        tell();
        return node;
    }

    void drain(Node node) {
        node.phase = Phase.DRAINING;
        tell();
    }

    /** It is gone, and everybody will hear of it. */
    void leave(Node node) {
        node.alive = false;
        nodes.remove(node.id);
        tell();
    }

    /** It does nothing for a while; the others give it up. */
    void sleep(Node node) {
        node.asleep = true;
        tell();
    }

    /** It goes on where it was, before it finds that its broker has given it up too. */
    void wake(Node node) {
        node.asleep = false;
        tell();
        way("broker " + node.id, 50, () -> {
            List<Runnable> all = List.copyOf(node.postponed);
            node.postponed.clear();
            all.forEach(Runnable::run);
            way("link " + node.id, 20, () -> connected(node, false));
            way("link " + node.id, 500, () -> connected(node, true));
        });
    }

    void connected(Node node, boolean connected) {
        node.connected = connected;
        if (!connected) {
            node.bound.clear();
        } else {
            node.bound.addAll(node.routes.keySet());
        }
        shards.forEach(shard -> node.answer(
                shard, () -> shard.bridges.onProviderState(new ProviderState(node.id, PROVIDER, connected))));
        tell();
    }

    int publish(String topic) {
        int number = ++published;
        boolean withId = random.nextBoolean();
        EventAttributes attributes = withId ? new EventAttributes("e" + ++named, "test", null) : EventAttributes.NONE;
        TopicEvent event = new TopicEvent(PROVIDER, topic, attributes, Buffer.buffer(String.valueOf(number)));
        nodes.values().forEach(node -> node.take(event));
        return number;
    }

    void pass(Duration time) {
        timing.pass(time);
    }

    /** Every shard hears of the nodes, each when it does. */
    private void tell() {
        List<NodePresence> seen = seen();
        shards.forEach(shard -> way("presence " + shard.name, 100, () -> shard.peers.see(seen)));
    }

    private List<NodePresence> seen() {
        return nodes.values().stream()
                .filter(node -> !node.asleep)
                .map(Node::presence)
                .toList();
    }

    /** Later, but behind whatever went the same way before. */
    private void way(String name, int mostMillis, Runnable then) {
        long arrival = timing.nanos()
                + Duration.ofMillis(random.nextInt(mostMillis + 1)).toNanos();
        arrival = Math.max(arrival, ways.getOrDefault(name, 0L) + 1);
        ways.put(name, arrival);
        timing.after(Duration.ofNanos(arrival - timing.nanos()), then);
    }

    private static ReplyException failure(BusFailure failure) {
        return new ReplyException(ReplyFailure.RECIPIENT_FAILURE, failure.code(), "not now");
    }
}
