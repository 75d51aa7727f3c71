package io.weir.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.weir.bus.BusAddress;
import io.weir.bus.BusCodecs;
import io.weir.bus.BusFailure;
import io.weir.bus.BusMessage;
import io.weir.bus.CloseTopic;
import io.weir.bus.EventAttributes;
import io.weir.bus.EventReply;
import io.weir.bus.LogTopics;
import io.weir.bus.LogTopicsBound;
import io.weir.bus.OpenTopic;
import io.weir.bus.ProviderState;
import io.weir.bus.PublishEvent;
import io.weir.bus.PublishOutcome;
import io.weir.bus.RequestEvent;
import io.weir.bus.RoutedEvent;
import io.weir.bus.TopicClosed;
import io.weir.bus.TopicEvent;
import io.weir.bus.TopicLost;
import io.weir.bus.TopicOpened;
import io.weir.bus.TopicRoute;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** The bus side of one bridge, as triggers and sources see it: a Vert.x of its own with the bridge deployed. */
public final class BridgeClient implements ProviderClient {

    public static final String PROVIDER = "rabbit";
    public static final String DELIVER_TO = "test.events";

    private static final DeliveryOptions PATIENT = new DeliveryOptions().setSendTimeout(25_000);

    public final Metrics metrics = new Metrics();
    public final List<TopicEvent> events = new CopyOnWriteArrayList<>();
    public final List<ProviderState> states = new CopyOnWriteArrayList<>();
    public final List<String> lost = new CopyOnWriteArrayList<>();
    /** Topics of which the bridge has said its last word, with the number that their last event had. */
    public final Map<String, Long> closed = new ConcurrentHashMap<>();
    /** The numbers that each opening's events had. */
    public final Map<Long, List<Long>> numbers = new ConcurrentHashMap<>();
    /** Checkpoints that are not answered; null when each is answered at once. */
    private List<Message<BusMessage>> held;

    private final Vertx vertx = Vertx.vertx();
    /** The newest opening of each topic. */
    private final Map<String, Long> opened = new ConcurrentHashMap<>();

    private long openings;

    private BridgeClient() {}

    private void onEvent(Message<BusMessage> message) {
        if (message.body() instanceof RoutedEvent routed) {
            events.add(routed.event());
            numbers.merge(routed.opening(), List.of(routed.number()), BridgeClient::both);
        } else if (message.body() instanceof TopicLost topic) {
            lost.add(topic.topic());
        } else if (message.body() instanceof TopicClosed topic) {
            closed.put(topic.topic(), topic.sent());
        } else {
            onCheckpoint(message);
        }
    }

    private synchronized void onCheckpoint(Message<BusMessage> checkpoint) {
        if (held == null) {
            checkpoint.reply(checkpoint.body());
        } else {
            held.add(checkpoint);
        }
    }

    /** From now on nothing counts as handled: sockets that take nothing. */
    public synchronized void hold() {
        held = new ArrayList<>();
    }

    /** Whether anything waits to be handled. */
    public synchronized boolean isHolding() {
        return held != null && !held.isEmpty();
    }

    /** Everything is handled after all, and at once from now on. */
    public synchronized void release() {
        held.forEach(checkpoint -> checkpoint.reply(checkpoint.body()));
        held = null;
    }

    /**
     * Deploys a bridge of the node {@code n1} to the provider {@value #PROVIDER}.
     *
     * @param around is called before it is deployed
     */
    public static BridgeClient deploy(Function<Metrics, Deployable> bridge, Consumer<Vertx> around) {
        BridgeClient client = new BridgeClient();
        BusCodecs.register(client.vertx.eventBus());
        client.vertx.eventBus().<BusMessage>consumer(DELIVER_TO, client::onEvent);
        client.vertx
                .eventBus()
                .<ProviderState>consumer(BusAddress.PROVIDER_STATE, state -> client.states.add(state.body()));
        around.accept(client.vertx);
        await(client.vertx.deployVerticle(bridge.apply(client.metrics)));
        return client;
    }

    /** The same with nobody around. */
    public static BridgeClient deploy(Function<Metrics, Deployable> bridge) {
        return deploy(bridge, vertx -> {});
    }

    public Vertx vertx() {
        return vertx;
    }

    @Override
    public Future<TopicOpened> open(String topic) {
        long opening = ++openings;
        opened.put(topic, opening);
        return ask(new OpenTopic(PROVIDER, topic, new TopicRoute(DELIVER_TO, opening), false));
    }

    public Future<LogTopicsBound> keep(LogTopics topics) {
        return ask(topics);
    }

    @Override
    public void close(String topic) {
        vertx.eventBus()
                .send(
                        BusAddress.provider("n1", PROVIDER),
                        new CloseTopic(PROVIDER, topic, new TopicRoute(DELIVER_TO, opened.get(topic))));
    }

    @Override
    public boolean ended(String topic) {
        return closed.containsKey(topic);
    }

    public Future<PublishOutcome> publish(String topic, String payload) {
        return publish(topic, EventAttributes.NONE, payload);
    }

    @Override
    public Future<PublishOutcome> publish(String topic, EventAttributes attributes, String payload) {
        return ask(new PublishEvent(PROVIDER, topic, attributes, Buffer.buffer(payload)));
    }

    @Override
    public Future<EventReply> request(String topic, String payload, Duration timeout) {
        return request(topic, Map.of(), payload, timeout);
    }

    public Future<EventReply> request(String topic, Map<String, String> headers, String payload, Duration timeout) {
        return ask(new RequestEvent(PROVIDER, topic, headers, Buffer.buffer(payload), timeout.toMillis()));
    }

    @Override
    public BusFailure failure(Future<?> request) {
        ReplyException failure =
                (ReplyException) await(request.transform(done -> Future.succeededFuture(done.cause())));
        assertThat(failure).as("a failure").isNotNull();
        assertThat(failure.failureType()).isEqualTo(ReplyFailure.RECIPIENT_FAILURE);
        return BusFailure.ofCode(failure.failureCode());
    }

    @Override
    public List<String> payloads(String topic) {
        return arrived(topic).map(event -> event.payload().toString()).toList();
    }

    @Override
    public List<EventAttributes> attributes(String topic) {
        return arrived(topic).map(TopicEvent::attributes).toList();
    }

    private Stream<TopicEvent> arrived(String topic) {
        return events.stream().filter(event -> event.topic().equals(topic));
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Long> both(List<Long> before, List<Long> more) {
        return Stream.concat(before.stream(), more.stream()).toList();
    }

    @SuppressWarnings("unchecked")
    private <T> Future<T> ask(Object message) {
        return vertx.eventBus()
                .request(BusAddress.provider("n1", PROVIDER), message, PATIENT)
                .map(reply -> (T) reply.body());
    }
}
