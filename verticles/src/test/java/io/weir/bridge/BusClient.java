package io.weir.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.weir.bus.BusFailure;
import io.weir.bus.EventAttributes;
import io.weir.bus.EventReply;
import io.weir.bus.PublishOutcome;
import io.weir.cluster.Alone;
import io.weir.source.BusTopicClient;
import io.weir.source.PublicBody;
import io.weir.source.SourceException;
import io.weir.source.TopicClient;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A node's side of a provider of kind {@code bus}. */
final class BusClient implements ProviderClient {

    private static final String PROVIDER = "default";

    private final List<Message<Object>> events = new CopyOnWriteArrayList<>();
    private final Map<String, MessageConsumer<Object>> open = new HashMap<>();
    private final Vertx vertx;
    private final TopicClient topics;

    BusClient(Vertx vertx) {
        this.vertx = vertx;
        this.topics = new BusTopicClient(
                vertx,
                Alone.of("n1", 1),
                Set.of(PROVIDER),
                (provider, topic) -> false,
                Duration.ofSeconds(5),
                new Metrics());
    }

    @Override
    public Future<Void> open(String topic) {
        MessageConsumer<Object> consumer = vertx.eventBus().consumer(topic, events::add);
        open.put(topic, consumer);
        return consumer.completion();
    }

    @Override
    public void close(String topic) {
        BridgeClient.await(open.remove(topic).unregister());
    }

    @Override
    public boolean ended(String topic) {
        return !open.containsKey(topic);
    }

    @Override
    public Future<PublishOutcome> publish(String topic, EventAttributes attributes, String payload) {
        return topics.publish(PROVIDER, topic, attributes, Buffer.buffer(payload));
    }

    @Override
    public Future<EventReply> request(String topic, String payload, Duration timeout) {
        return topics.request(PROVIDER, topic, topic, Map.of(), Buffer.buffer(payload), timeout);
    }

    @Override
    public BusFailure failure(Future<?> request) {
        Throwable failure = BridgeClient.await(request.transform(done -> Future.succeededFuture(done.cause())));
        assertThat(failure).isInstanceOf(SourceException.class);
        return failure.getMessage().startsWith("no one answers") ? BusFailure.NO_RESPONDER : BusFailure.TIMEOUT;
    }

    @Override
    public List<String> payloads(String topic) {
        return arrived(topic)
                .map(event -> PublicBody.bytes(event.body()).toString())
                .toList();
    }

    @Override
    public List<EventAttributes> attributes(String topic) {
        return arrived(topic)
                .map(event -> PublicBody.attributes(event.headers()))
                .toList();
    }

    private Stream<Message<Object>> arrived(String topic) {
        return events.stream().filter(event -> event.address().equals(topic));
    }

    @Override
    public void close() {
        open.values().forEach(MessageConsumer::unregister);
    }
}
