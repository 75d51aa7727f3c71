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
import io.weir.bus.RoutedEvent;
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
        /** Whether the bus loses what it sends. */
        boolean losing;
        /** What its kernel has taken in for it, and it does once it wakes. */
        private final List<Runnable> postponed = new ArrayList<>();
        /** A bridge that has fallen behind by so much. */
        int lagMillis = 30;

        /** How many events each opening of a topic has had. */
        private final Map<String, Map<Route, Long>> routes = new HashMap<>();

        private final Set<String> bound = new HashSet<>();

        private int links;

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
                int link = links;
                way("broker " + id, lagMillis, () -> whenAwake(() -> deliver(link, event)));
            }
        }

        private void whenAwake(Runnable then) {
            if (!asleep) {
                then.run();
            } else if (postponed.size() < 40) { // further on, the connection is dead
                postponed.add(then);
            }
        }

        private void deliver(int link, TopicEvent event) {
            if (!alive || link != links) {
                return;
            }
            Map<Route, Long> all = routes.getOrDefault(event.topic(), new HashMap<>());
            all.replaceAll((route, sent) -> sent + 1);
            all.forEach((route, number) -> {
                RoutedEvent routed = new RoutedEvent(route.opening, number, event);
                answer(route.shard, () -> route.shard.bridges.onEvent(routed));
            });
        }

        private void open(Shard shard, TopicKey key, Opening at, boolean behind, Promise<Void> opened) {
            if (behind) { // what the broker has sent
                way("broker " + id, 1, () -> whenAwake(() -> open(shard, key, at, opened)));
            } else {
                open(shard, key, at, opened);
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
            routes.computeIfAbsent(key.topic(), topic -> new LinkedHashMap<>()).put(new Route(shard, at.number()), 0L);
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
            way("broker " + id, 1, () -> whenAwake(() -> closeNow(shard, key, at)));
        }

        private void closeNow(Shard shard, TopicKey key, Opening at) {
            if (!alive) {
                return;
            }
            Map<Route, Long> all = routes.getOrDefault(key.topic(), new HashMap<>());
            Long last = all.remove(new Route(shard, at.number()));
            if (all.isEmpty()) {
                routes.remove(key.topic());
                bound.remove(key.topic());
            }
            long sent = last == null || !connected ? TopicClosed.UNKNOWN : last;
            TopicClosed word = new TopicClosed(id, PROVIDER, key.topic(), at.number(), sent);
            answer(shard, () -> shard.bridges.onClosed(word));
        }

        /** It takes the shard's node for gone, and then finds it again. */
        void giveUp(Shard shard) {
            long last = 0;
            for (Map<Route, Long> all : routes.values()) {
                for (Route route : Set.copyOf(all.keySet())) {
                    if (route.shard == shard) {
                        last = Math.max(last, route.opening);
                        all.remove(route);
                    }
                }
            }
            TopicClosed word = new TopicClosed(id, PROVIDER, TopicClosed.ALL, last, TopicClosed.UNKNOWN);
            answer(shard, () -> shard.bridges.onClosed(word));
        }

        private void answer(Shard shard, Runnable then) {
            boolean lost = losing;
            way(id + " to " + shard.name, 10, () -> {
                if (!lost && shard.hears(id)) {
                    then.run();
                }
            });
        }
    }

    private record Route(Shard shard, long opening) {}

    /** A trigger shard of some node. */
    final class Shard implements BridgeLink {

        final String name;
        final FakePeers peers = new FakePeers("shard");
        final Bridges bridges = new Bridges(peers, this, timing, random);
        final Map<String, Subscriber> subscribers = new HashMap<>();
        int opens;

        private Shard(String name) {
            this.name = name;
        }

        private boolean hears(String node) {
            return nodes.containsKey(node);
        }

        /** The topic's subscribers have all gone; another one comes. */
        Subscriber subscribeAnew(String topic) {
            subscribers.remove(topic).source.close();
            return subscribe(topic);
        }

        Subscriber subscribe(String topic) {
            TopicKey key = new TopicKey(PROVIDER, topic);
            Subscriber subscriber = new Subscriber();
            subscriber.source = new BridgedTopic(key, bridges, subscriber);
            subscriber
                    .source
                    .open()
                    .onSuccess(opened -> subscriber.since = published)
                    .onFailure(refused -> subscriber.refused = true);
            subscribers.put(topic, subscriber);
            return subscriber;
        }

        @Override
        public Future<Void> open(TopicKey topic, Opening at, boolean behind) {
            opens++;
            Promise<Void> opened = Promise.promise();
            timing.after(TIMEOUT, () -> opened.tryFail(new ReplyException(ReplyFailure.TIMEOUT, "no answer in time")));
            way(name + " to " + at.node(), 10, () -> {
                Node node = nodes.get(at.node());
                if (node == null) {
                    opened.tryFail(new ReplyException(ReplyFailure.NO_HANDLERS, "no one is there"));
                } else {
                    node.whenAwake(() -> node.open(this, topic, at, behind, opened));
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
        /** Before which event each time it was told that some are missing, or may be: how many it had heard. */
        final List<Integer> told = new ArrayList<>();

        BridgedTopic source;
        /** The last event that was published before it was there; negative until it is. */
        int since = -1;

        boolean refused;
        int interruptions;
        int missed;
        int lost;

        @Override
        public void onEvent(TopicEvent event) {
            heard.add(Integer.parseInt(event.payload().toString()));
        }

        @Override
        public void onInterrupted() {
            interruptions++;
            told.add(heard.size());
        }

        @Override
        public void onMissed() {
            missed++;
            told.add(heard.size());
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
            node.links++;
            node.bound.clear();
            node.routes.values().forEach(all -> all.replaceAll((route, sent) -> sent + 1));
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
