package io.weir.transport.fanout;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.weir.bus.BusAddress;
import io.weir.bus.BusCodecs;
import io.weir.bus.BusMessage;
import io.weir.bus.GroupResult;
import io.weir.bus.JoinTrigger;
import io.weir.bus.NodePresence;
import io.weir.bus.NodePresence.Phase;
import io.weir.bus.Service;
import io.weir.bus.TriggerJoined;
import io.weir.cluster.FakePeers;
import io.weir.config.StreamsConfig;
import io.weir.execution.OperationRequest;
import io.weir.execution.Prepared;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A transport without triggers, and two nodes that have them, whose triggers a test plays. */
abstract class TwoTriggers {

    static final Prepared.Stream STREAM = new Prepared.Stream("default", "news");
    static final OperationRequest REQUEST = new OperationRequest("subscription { news }", null, Map.of(), Map.of());

    final Vertx vertx = Vertx.vertx();
    final Context transport = vertx.getOrCreateContext();
    final FakePeers peers = new FakePeers("n1");
    final Metrics metrics = new Metrics();
    final Subscriptions subscriptions =
            new Subscriptions(vertx, peers, 1, Duration.ofSeconds(30), StreamsConfig.DEFAULT, metrics);
    final List<Asked> asked = new CopyOnWriteArrayList<>();
    final Listener client = new Listener();

    @Nullable
    Feed feed;

    String home = "";
    String other = "";

    /** What a node's trigger was sent. */
    record Asked(String node, Message<BusMessage> message) {}

    @BeforeEach
    void start() throws Exception {
        BusCodecs.register(vertx.eventBus());
        see(Phase.READY, "n1", "n2", "n3");
        home = peers.members().home(Service.TRIGGERS, "default news").orElseThrow();
        other = home.equals("n2") ? "n3" : "n2";
        onTransport(() -> subscriptions.start());
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    void trigger(String node) {
        vertx.eventBus()
                .<BusMessage>consumer(BusAddress.trigger(node, 0), message -> asked.add(new Asked(node, message)))
                .completion()
                .await();
    }

    long joins(String node) {
        return asked.stream()
                .filter(a -> a.node.equals(node) && a.message.body() instanceof JoinTrigger)
                .count();
    }

    void answer(String node, long group) {
        await().until(() -> joins(node) > 0);
        asked.stream()
                .filter(a -> a.node.equals(node) && a.message.body() instanceof JoinTrigger)
                .findFirst()
                .orElseThrow()
                .message
                .reply(TriggerJoined.live(group, 0));
        await().until(() -> metrics.subscriptions().sum() == 1);
    }

    /** They join in any order. */
    void answerBoth(String node, long news, long more) {
        await().until(() -> joins(node) == 2);
        for (Asked join : asked) {
            if (join.node.equals(node) && join.message.body() instanceof JoinTrigger stream) {
                join.message.reply(TriggerJoined.live(stream.topic().equals("news") ? news : more, 0));
            }
        }
        await().until(() -> metrics.subscriptions().sum() == 1);
    }

    void send(long group) {
        send(group, "{\"data\":" + group + "}");
    }

    void send(long group, String response) {
        vertx.eventBus().send(BusAddress.transport("n1", 1), GroupResult.next(group, 0, Buffer.buffer(response)));
    }

    void join() throws Exception {
        onTransport(() -> feed = subscriptions.join(STREAM, REQUEST, client));
    }

    void see(Phase phase, String... nodes) {
        peers.see(java.util.Arrays.stream(nodes).map(id -> node(id, phase)).toList());
    }

    static NodePresence node(String id, Phase phase) {
        return FakePeers.node(
                id, phase, id.equals("n1") ? EnumSet.of(Service.TRANSPORT) : EnumSet.of(Service.TRIGGERS));
    }

    void onTransport(Runnable action) throws Exception {
        java.util.concurrent.CompletableFuture<Void> done = new java.util.concurrent.CompletableFuture<>();
        transport.runOnContext(turn -> {
            try {
                action.run();
                done.complete(null);
            } catch (RuntimeException e) { // the test fails with it
                done.completeExceptionally(e);
            }
        });
        done.get(10, TimeUnit.SECONDS);
    }

    /** Notes what it hears. */
    static final class Listener implements Subscriber {

        final List<String> heard = new CopyOnWriteArrayList<>();
        volatile Runnable onLast = () -> {};

        @Override
        public void onLive() {
            heard.add("live");
        }

        @Override
        public void onRefused(Buffer errors) {
            heard.add("refused " + errors);
        }

        @Override
        public void onNext(SharedPayload payload) {
            heard.add("next " + payload.bytes());
            if (payload.bytes().toString().equals("last")) {
                onLast.run();
            }
        }

        @Override
        public void onPosition(SharedPayload position) {}

        @Override
        public void onComplete() {
            heard.add("complete");
        }

        @Override
        public void onBroken(Buffer errors) {
            heard.add("broken " + errors);
        }

        @Override
        public boolean full() {
            return false;
        }

        @Override
        public void onStalled() {}
    }
}
