package io.weir.bridge.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.weir.bus.TopicEvent;
import io.weir.bus.TopicLost;
import io.weir.bus.TopicOpened;
import io.weir.cluster.Alone;
import io.weir.config.ProviderConfig;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The bus side of one bridge, as triggers and sources see it: a Vert.x of its own with the bridge deployed. */
final class BridgeClient implements AutoCloseable {

    static final String PROVIDER = "rabbit";
    static final String DELIVER_TO = "test.events";

    private static final DeliveryOptions PATIENT = new DeliveryOptions().setSendTimeout(25_000);

    final Metrics metrics = new Metrics();
    final List<TopicEvent> events = new CopyOnWriteArrayList<>();
    final List<ProviderState> states = new CopyOnWriteArrayList<>();
    final List<String> lost = new CopyOnWriteArrayList<>();
    /** Checkpoints that are not answered; null when each is answered at once. */
    volatile List<Message<BusMessage>> held;

    private final Vertx vertx = Vertx.vertx();

    private BridgeClient() {}

    private void onEvent(Message<BusMessage> message) {
        if (message.body() instanceof TopicEvent event) {
            events.add(event);
        } else if (message.body() instanceof TopicLost topic) {
            lost.add(topic.topic());
        } else if (held == null) {
            message.reply(message.body());
        } else {
            held.add(message);
        }
    }

    static BridgeClient deploy(String uri, String exchange) {
        return deploy(config(uri, exchange));
    }

    static BridgeClient deploy(ProviderConfig.Rabbitmq config) {
        return deploy(config, Duration.ofSeconds(4));
    }

    static BridgeClient deploy(ProviderConfig.Rabbitmq config, Duration publishTimeout) {
        return start(config, publishTimeout, Optional.empty(), vertx -> {});
    }

    /** One that reads what systems report, and keeps that for an hour; {@code around} is called before it is deployed. */
    static BridgeClient deployWithReports(ProviderConfig.Rabbitmq config, Consumer<Vertx> around) {
        return start(config, Duration.ofSeconds(4), Optional.of(Duration.ofHours(1)), around);
    }

    private static BridgeClient start(
            ProviderConfig.Rabbitmq config,
            Duration publishTimeout,
            Optional<Duration> keepReports,
            Consumer<Vertx> around) {
        BridgeClient client = new BridgeClient();
        BusCodecs.register(client.vertx.eventBus());
        client.vertx.eventBus().<BusMessage>consumer(DELIVER_TO, client::onEvent);
        client.vertx
                .eventBus()
                .<ProviderState>consumer(BusAddress.PROVIDER_STATE, state -> client.states.add(state.body()));
        around.accept(client.vertx);
        await(client.vertx.deployVerticle(
                new RabbitmqBridgeVerticle(
                        Alone.of("n1", 1), PROVIDER, config, publishTimeout, keepReports, Duration.ZERO, client.metrics)));
        return client;
    }

    static ProviderConfig.Rabbitmq config(String uri, String exchange) {
        return new ProviderConfig.Rabbitmq(
                uri,
                exchange,
                500,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofMillis(50),
                Duration.ofMillis(500));
    }

    Vertx vertx() {
        return vertx;
    }

    Future<TopicOpened> open(String topic) {
        return ask(new OpenTopic(PROVIDER, topic, DELIVER_TO));
    }

    Future<LogTopicsBound> keep(LogTopics topics) {
        return ask(topics);
    }

    void close(String topic) {
        vertx.eventBus().send(BusAddress.provider("n1", PROVIDER), new CloseTopic(PROVIDER, topic, DELIVER_TO));
    }

    Future<PublishOutcome> publish(String topic, String payload) {
        return publish(topic, EventAttributes.NONE, payload);
    }

    Future<PublishOutcome> publish(String topic, EventAttributes attributes, String payload) {
        return ask(new PublishEvent(PROVIDER, topic, attributes, Buffer.buffer(payload)));
    }

    Future<EventReply> request(String topic, String payload, Duration timeout) {
        return request(topic, Map.of(), payload, timeout);
    }

    Future<EventReply> request(String topic, Map<String, String> headers, String payload, Duration timeout) {
        return ask(new RequestEvent(PROVIDER, topic, headers, Buffer.buffer(payload), timeout.toMillis()));
    }

    /** Why a request failed; an error of the test's when it did not. */
    BusFailure failure(Future<?> request) {
        ReplyException failure =
                (ReplyException) await(request.transform(done -> Future.succeededFuture(done.cause())));
        assertThat(failure).as("a failure").isNotNull();
        assertThat(failure.failureType()).isEqualTo(ReplyFailure.RECIPIENT_FAILURE);
        return BusFailure.ofCode(failure.failureCode());
    }

    /** What arrived on a topic so far. */
    List<String> payloads(String topic) {
        return events.stream()
                .filter(event -> event.topic().equals(topic))
                .map(event -> event.payload().toString())
                .toList();
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private <T> Future<T> ask(Object message) {
        return vertx.eventBus()
                .request(BusAddress.provider("n1", PROVIDER), message, PATIENT)
                .map(reply -> (T) reply.body());
    }
}
