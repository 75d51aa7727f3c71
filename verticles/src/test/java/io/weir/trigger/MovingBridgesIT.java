package io.weir.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.weir.bridge.rabbitmq.RabbitmqBridgeVerticle;
import io.weir.bus.BusAddress;
import io.weir.bus.BusCodecs;
import io.weir.bus.BusMessage;
import io.weir.bus.EventAttributes;
import io.weir.bus.NodePresence;
import io.weir.bus.NodePresence.Phase;
import io.weir.bus.PublishEvent;
import io.weir.bus.RoutedEvent;
import io.weir.bus.Service;
import io.weir.bus.TopicClosed;
import io.weir.bus.TopicEvent;
import io.weir.cluster.FakePeers;
import io.weir.config.ProviderConfig;
import io.weir.flow.VertxTiming;
import io.weir.telemetry.Metrics;
import io.weir.testing.RabbitBroker;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A real broker, several nodes' bridges and triggers on one event bus. */
class MovingBridgesIT {

    private static final String PROVIDER = "rabbit";
    private static final String TOPIC = "news.1";
    private static final int EVENTS = 3_000;

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final String exchange = "moving-" + UUID.randomUUID();
    private final List<FakePeers> views = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    /** A node with one trigger shard. */
    private final class Node implements BridgedTopic.Listener {

        final AtomicInteger messages = new AtomicInteger();
        final AtomicInteger told = new AtomicInteger();
        final List<Integer> heard = new CopyOnWriteArrayList<>();
        private final FakePeers peers;
        private final Bridges bridges;

        Node(String id) {
            peers = new FakePeers(id);
            views.add(peers);
            bridges = new Bridges(
                    peers,
                    new BridgeCalls(vertx.eventBus(), id, 0, Duration.ofSeconds(10)),
                    new VertxTiming(vertx, Clock.systemUTC()),
                    new Random());
            vertx.eventBus().<BusMessage>consumer(BusAddress.triggerEvents(id, 0), this::onMessage);
        }

        private void onMessage(Message<BusMessage> message) {
            if (message.body() instanceof RoutedEvent event) {
                messages.incrementAndGet();
                bridges.onEvent(event);
            } else if (message.body() instanceof TopicClosed closed) {
                bridges.onClosed(closed);
            } else {
                message.reply(message.body());
            }
        }

        @Override
        public void onEvent(TopicEvent event) {
            heard.add(Integer.parseInt(event.payload().toString()));
        }

        @Override
        public void onInterrupted() {
            told.incrementAndGet();
        }

        @Override
        public void onMissed() {
            throw new AssertionError("nothing gets lost here");
        }

        @Override
        public void onLost() {
            throw new AssertionError("nobody takes the topic away");
        }
    }

    @Test
    void shouldMissAndDoubleNothingWhileBridgesComeAndDrain() throws Exception {
        BusCodecs.register(vertx.eventBus());
        // given a bridge, two nodes that listen and one that does not
        see(bridge("b1", Phase.READY));
        List<String> deployed = new ArrayList<>();
        deployed.add(deploy("b1"));
        List<Node> listening = new ArrayList<>();
        Node deaf = onLoop(() -> new Node("t3"));
        for (String id : List.of("t1", "t2")) {
            listening.add(onLoop(() -> new Node(id)));
        }
        see(bridge("b1", Phase.READY));
        for (Node node : listening) {
            subscribe(node);
        }

        // when a second bridge comes while events flow, and then the first drains
        String second = Set.of("b2", "b3", "b4", "b5", "b6", "b7").stream()
                .filter(this::wouldTakeOver)
                .findFirst()
                .orElseThrow();
        Thread publisher = new Thread(() -> publish("b1"));
        publisher.start();
        await().until(() -> listening.get(0).heard.size() > EVENTS / 4);
        deploy(second);
        see(bridge("b1", Phase.READY), bridge(second, Phase.READY));
        await().until(() -> listening.get(0).heard.size() > EVENTS / 2);
        see(bridge("b1", Phase.DRAINING), bridge(second, Phase.READY));
        publisher.join();

        // then
        List<Integer> all = IntStream.range(0, EVENTS).boxed().toList();
        for (Node node : listening) {
            await().atMost(Duration.ofSeconds(30)).until(() -> node.heard.size() >= EVENTS);
            assertThat(node.heard).isEqualTo(all);
            assertThat(node.told).hasValue(0);
        }
        assertThat(deaf.messages).hasValue(0);

        // when nothing moves any more
        int before = listening.get(0).messages.get();
        int other = listening.get(1).messages.get();
        vertx.eventBus()
                .request(BusAddress.provider(second, PROVIDER), event(EVENTS))
                .await();
        await().until(() ->
                listening.get(0).heard.size() > EVENTS && listening.get(1).heard.size() > EVENTS);
        // then each node was sent it once
        assertThat(listening.get(0).messages).hasValue(before + 1);
        assertThat(listening.get(1).messages).hasValue(other + 1);

        // when the bridge is gone all at once, and another one is there
        deploy("last");
        see(bridge("last", Phase.READY));
        await().until(() -> listening.stream().allMatch(node -> node.told.get() == 1));
        await().until(() -> {
            vertx.eventBus()
                    .request(BusAddress.provider("last", PROVIDER), event(EVENTS + 1))
                    .await();
            return listening.stream().allMatch(node -> node.heard.contains(EVENTS + 1));
        });
    }

    private boolean wouldTakeOver(String id) {
        FakePeers peers = new FakePeers("x");
        peers.see(bridge("b1", Phase.READY), bridge(id, Phase.READY));
        return peers.members().bridge(PROVIDER, TOPIC).orElseThrow().equals(id);
    }

    private void publish(String node) {
        for (int i = 0; i < EVENTS; i++) {
            vertx.eventBus().request(BusAddress.provider(node, PROVIDER), event(i));
            try {
                Thread.sleep(1); // a thousand a second
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Half of them have ids. */
    private static PublishEvent event(int number) {
        EventAttributes attributes =
                number % 2 == 0 ? EventAttributes.NONE : new EventAttributes("e" + number, null, null);
        return new PublishEvent(PROVIDER, TOPIC, attributes, Buffer.buffer(String.valueOf(number)));
    }

    private String deploy(String id) {
        FakePeers peers = new FakePeers(id);
        views.add(peers);
        ProviderConfig.Rabbitmq config = new ProviderConfig.Rabbitmq(
                RabbitBroker.shared().uri(),
                exchange,
                500,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofMillis(50),
                Duration.ofMillis(500));
        return vertx.deployVerticle(new RabbitmqBridgeVerticle(
                        peers,
                        PROVIDER,
                        config,
                        Duration.ofSeconds(4),
                        Optional.empty(),
                        Duration.ofSeconds(1),
                        new Metrics()))
                .await();
    }

    private void see(NodePresence... bridges) throws Exception {
        List<NodePresence> all = new ArrayList<>(List.of(bridges));
        for (String trigger : List.of("t1", "t2", "t3")) {
            all.add(FakePeers.node(trigger, Phase.READY, EnumSet.of(Service.TRIGGERS)));
        }
        onLoop(() -> {
            views.forEach(view -> view.see(all));
            return null;
        });
    }

    private static NodePresence bridge(String id, Phase phase) {
        return FakePeers.node(id, phase, EnumSet.of(Service.BRIDGE), PROVIDER);
    }

    private void subscribe(Node node) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.runOnContext(turn -> new BridgedTopic(new TopicKey(PROVIDER, TOPIC), node.bridges, node)
                .open()
                .onSuccess(open -> done.complete(null))
                .onFailure(done::completeExceptionally));
        done.get(20, TimeUnit.SECONDS);
    }

    private <T> T onLoop(Callable<T> action) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.runOnContext(turn -> {
            try {
                done.complete(action.call());
            } catch (Exception e) { // the test fails with it
                done.completeExceptionally(e);
            }
        });
        return done.get(10, TimeUnit.SECONDS);
    }
}
