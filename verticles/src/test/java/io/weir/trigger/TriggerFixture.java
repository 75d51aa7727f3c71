package io.weir.trigger;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.weir.bus.BusAddress;
import io.weir.bus.BusCodecs;
import io.weir.bus.BusMessage;
import io.weir.bus.Checkpoint;
import io.weir.bus.CloseTopic;
import io.weir.bus.EventAttributes;
import io.weir.bus.EventCursor;
import io.weir.bus.GraphReplaced;
import io.weir.bus.GroupResult;
import io.weir.bus.JoinTrigger;
import io.weir.bus.LeaveTrigger;
import io.weir.bus.OpenTopic;
import io.weir.bus.ProviderState;
import io.weir.bus.RoutedEvent;
import io.weir.bus.TopicEvent;
import io.weir.bus.TopicLost;
import io.weir.bus.TopicOpened;
import io.weir.bus.TriggerJoined;
import io.weir.cluster.Alone;
import io.weir.cluster.Peers;
import io.weir.config.EventsConfig;
import io.weir.config.GraphConfig;
import io.weir.config.QueryLimits;
import io.weir.config.SubgraphsConfig;
import io.weir.config.TriggersConfig;
import io.weir.execution.CurrentOperations;
import io.weir.execution.PlannedOperations;
import io.weir.execution.RootFetcher;
import io.weir.graph.FederatedGraphs;
import io.weir.graph.Graph;
import io.weir.plan.OperationCache;
import io.weir.source.FakeGates;
import io.weir.source.RecordingTopicClient;
import io.weir.subgraph.ForwardedHeaders;
import io.weir.subgraph.Subgraphs;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One trigger shard between a transport and a bridge that only listen. */
final class TriggerFixture implements AutoCloseable {

    /** Short, for the tests' sake. */
    static final Duration POSITIONS_EVERY = Duration.ofMillis(100);

    static final String TRANSPORT = BusAddress.transport("t1", 1);

    final Vertx vertx = Vertx.vertx();
    final Metrics metrics = new Metrics();
    /** What the transport heard, as {@code KIND payload}. */
    final Queue<String> heard = new ConcurrentLinkedQueue<>();
    /** The same as it came. */
    final Queue<GroupResult> results = new ConcurrentLinkedQueue<>();
    /** Checkpoints that the transport has not answered. */
    final Queue<Message<BusMessage>> checkpoints = new ConcurrentLinkedQueue<>();
    /** What the bridge was asked. */
    final Queue<BusMessage> asked = new ConcurrentLinkedQueue<>();

    /** The SDL of each graph that no one uses any more. */
    final Queue<String> closedGraphs = new ConcurrentLinkedQueue<>();

    /** What completes products. */
    final EntitySubgraph prices = new EntitySubgraph();

    /** Where events wait for systems. */
    final FakeGates gates = new FakeGates();

    final FakeLog log;
    private final CurrentOperations current;

    private final Map<Long, Long> sent = new ConcurrentHashMap<>();
    private volatile boolean bridgeConnected = true;
    /** Requests that the bridge does not answer yet; null when it answers at once. */
    private volatile Queue<Message<BusMessage>> held;

    TriggerFixture(String sdl) throws Exception {
        this(sdl, Duration.ofMillis(20));
    }

    TriggerFixture(String sdl, Duration linger) throws Exception {
        this(sdl, new TriggersConfig(1, linger, Duration.ofSeconds(2), 64, 1000));
    }

    TriggerFixture(String sdl, TriggersConfig config) throws Exception {
        this(sdl, config, Alone.of("n1", 1));
    }

    TriggerFixture(String sdl, TriggersConfig config, Peers peers) throws Exception {
        BusCodecs.register(vertx.eventBus());
        log = new FakeLog(vertx);
        current = new CurrentOperations(operations(sdl), () -> closedGraphs.add(sdl));
        vertx.eventBus().consumer(TRANSPORT, this::transport);
        vertx.eventBus().<BusMessage>consumer(BusAddress.provider("n1", "rabbit"), this::bridge);
        await(vertx.deployVerticle(new TriggerVerticle(
                0, peers, config, current, gates, Set.of("default"), Duration.ZERO, POSITIONS_EVERY, metrics)));
    }

    /** Does something where timers and messages are handled, one at a time. */
    void onLoop(Runnable action) {
        vertx.runOnContext(turn -> action.run());
    }

    private PlannedOperations operations(String sdl) {
        FederatedGraphs own = FederatedGraphs.of(sdl).systems("search", "mail");
        Graph graph = sdl.contains("type Product")
                ? own.subgraph("prices", EntitySubgraph.SDL).build()
                : own.build();
        return new PlannedOperations(
                graph,
                new OperationCache(
                        graph,
                        new GraphConfig(
                                List.of(), Optional.empty(), SubgraphsConfig.NONE, true, 100, QueryLimits.DEFAULT)),
                new RootFetcher(graph, new RecordingTopicClient(), EventsConfig.DEFAULT, "test"),
                new Subgraphs(prices, ForwardedHeaders.NONE));
    }

    /** Another graph, for all that comes after. */
    void replaceGraph(String sdl) {
        current.replace(operations(sdl), () -> closedGraphs.add(sdl));
        vertx.eventBus().publish(BusAddress.GRAPH_REPLACED, new GraphReplaced(2));
    }

    private void transport(Message<BusMessage> message) {
        if (message.body() instanceof GroupResult result) {
            results.add(result);
            heard.add(result.kind() + " " + result.payload());
        } else {
            checkpoints.add(message);
        }
    }

    /** Whether everything that the bridge handed over has been handled. */
    Future<Void> handled() {
        return vertx.eventBus()
                .request(BusAddress.triggerEvents("n1", 0), new Checkpoint(1))
                .mapEmpty();
    }

    /** Whether everything that the log handed over has been taken in. */
    Future<Void> takenIn() {
        return vertx.eventBus()
                .request(BusAddress.triggerLog(0), new Checkpoint(1))
                .mapEmpty();
    }

    void bridgeConnected(boolean connected) {
        bridgeConnected = connected;
        vertx.eventBus().publish(BusAddress.PROVIDER_STATE, new ProviderState("n1", "rabbit", connected));
    }

    void holdBridge() {
        held = new ConcurrentLinkedQueue<>();
    }

    void releaseBridge() {
        Queue<Message<BusMessage>> waiting = held;
        held = null;
        // behind what was sent to the trigger before
        vertx.setTimer(
                50,
                timer -> waiting.forEach(
                        message -> message.reply(new TopicOpened("rabbit", ((OpenTopic) message.body()).topic()))));
    }

    Future<BusMessage> join(long id, String provider, String topic, String query) {
        return join(id, provider, topic, query, null);
    }

    Future<BusMessage> join(long id, String provider, String topic, String query, @Nullable EventCursor after) {
        JoinTrigger join = new JoinTrigger(
                id, TRANSPORT, provider, topic, query, null, Buffer.buffer("{}"), "", Map.of(), null, after);
        return vertx.eventBus()
                .<BusMessage>request(BusAddress.trigger("n1", 0), join)
                .map(Message::body);
    }

    long joined(long id, String provider, String topic, String query) throws Exception {
        return ((TriggerJoined) await(join(id, provider, topic, query))).groupId();
    }

    void leave(long group, long id) {
        vertx.eventBus().send(BusAddress.trigger("n1", 0), new LeaveTrigger(group, id, TRANSPORT));
    }

    /** Leaves once what is under way has been sent: then the future completes. */
    Future<?> finish(long group, long id) {
        return vertx.eventBus().request(BusAddress.trigger("n1", 0), new LeaveTrigger(group, id, TRANSPORT));
    }

    /** An event that the bridge hands over. */
    void bridged(String topic, String payload) {
        TopicEvent event = new TopicEvent("rabbit", topic, EventAttributes.NONE, Buffer.buffer(payload));
        long opening = opening(topic);
        long number = sent.merge(opening, 1L, Long::sum);
        vertx.eventBus().send(BusAddress.triggerEvents("n1", 0), new RoutedEvent(opening, number, event));
    }

    /** An event that gets lost behind the bridge. */
    void bridgedInVain(String topic) {
        sent.merge(opening(topic), 1L, Long::sum);
    }

    /** The broker no longer lets the bridge have a topic. */
    void takenAway(String topic) {
        vertx.eventBus().send(BusAddress.triggerEvents("n1", 0), new TopicLost("rabbit", topic, opening(topic)));
    }

    /** The topic's newest opening. */
    private long opening(String topic) {
        return asked.stream()
                .filter(message ->
                        message instanceof OpenTopic open && open.topic().equals(topic))
                .mapToLong(message -> ((OpenTopic) message).to().opening())
                .reduce(0, (before, last) -> last);
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private void bridge(Message<BusMessage> message) {
        asked.add(message.body());
        if (held != null && message.body() instanceof OpenTopic) {
            held.add(message);
            return;
        }
        if (message.body() instanceof OpenTopic open) {
            if (bridgeConnected) {
                message.reply(new TopicOpened(open.provider(), open.topic()));
            } else {
                message.fail(1, "the provider \"rabbit\" is not connected; try again");
            }
        }
    }

    boolean closed(String topic) {
        return asked.stream()
                .anyMatch(m -> m instanceof CloseTopic close && close.topic().equals(topic));
    }

    @Override
    public void close() throws Exception {
        await(vertx.close());
    }
}
