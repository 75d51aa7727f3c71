package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DeliverCallback;
import com.rabbitmq.client.Delivery;
import io.vertx.core.Deployable;
import io.weir.bridge.BridgeClient;
import io.weir.bridge.ProviderContract;
import io.weir.bridge.ProviderUnderTest;
import io.weir.bridge.TopicsUnderTest;
import io.weir.bus.EventAttributes;
import io.weir.bus.LogTopics;
import io.weir.telemetry.Metrics;
import io.weir.testing.RabbitBroker;
import io.weir.testing.RabbitNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** The contract of every provider, held against a RabbitMQ broker. */
class RabbitmqContractIT extends ProviderContract {

    private static final String EXCHANGE = "contract-it-" + UUID.randomUUID();

    @Override
    protected ProviderUnderTest provider() {
        return new Rabbitmq(RabbitBroker.own());
    }

    private record Rabbitmq(RabbitNode node) implements ProviderUnderTest {

        @Override
        public boolean answersRequests() {
            return true;
        }

        @Override
        public int tooLarge() {
            return RabbitNode.MAX_EVENT_BYTES + 1;
        }

        @Override
        public void start() {
            node.start();
        }

        @Override
        public void kill() {
            node.kill();
        }

        @Override
        public Deployable bridge(Metrics metrics) {
            return RabbitmqBridges.bridge(node.uri(), EXCHANGE, metrics);
        }

        @Override
        public Deployable intruder(Metrics metrics, String password) {
            return RabbitmqBridges.bridge(node.uri("guest", password), EXCHANGE, metrics);
        }

        @Override
        public LogTopics logTopics(boolean create, String... patterns) {
            List<String> all = List.of(patterns);
            String queue = "weir.log." + Integer.toHexString(all.hashCode());
            return new LogTopics(
                    BridgeClient.PROVIDER, queue, create, Duration.ofHours(1).toMillis(), all, List.of());
        }

        @Override
        public Outsider outsider() throws IOException {
            Connection connection = node.connect();
            return new Stranger(connection, connection.createChannel());
        }
    }

    private record Stranger(Connection connection, Channel channel) implements TopicsUnderTest.Outsider {

        @Override
        public void publish(String topic, EventAttributes attributes, String payload) throws Exception {
            channel.confirmSelect();
            BasicProperties properties = new BasicProperties.Builder()
                    .messageId(attributes.id())
                    .appId(attributes.source())
                    .type(attributes.type())
                    .headers(Map.of("weir-depth", attributes.depth()))
                    .build();
            channel.basicPublish(EXCHANGE, topic, properties, payload.getBytes(StandardCharsets.UTF_8));
            channel.waitForConfirmsOrDie(Duration.ofSeconds(10).toMillis());
        }

        @Override
        public TopicsUnderTest.Listening listen(String topic) throws IOException {
            List<Delivery> arrived = new CopyOnWriteArrayList<>();
            consume(topic, (tag, delivery) -> arrived.add(delivery));
            return new TopicsUnderTest.Listening() {

                @Override
                public List<String> payloads() {
                    return arrived.stream().map(Stranger::text).toList();
                }

                @Override
                public List<EventAttributes> attributes() {
                    return arrived.stream()
                            .map(Delivery::getProperties)
                            .map(properties -> new EventAttributes(
                                    properties.getMessageId(),
                                    properties.getAppId(),
                                    properties.getType(),
                                    EventAttributes.depth(
                                            "" + properties.getHeaders().get("weir-depth"))))
                            .toList();
                }
            };
        }

        @Override
        public void answer(String topic, Function<String, String> reply) throws IOException {
            consume(topic, (tag, request) -> {
                String answer = reply.apply(text(request));
                if (answer != null) {
                    BasicProperties properties = new BasicProperties.Builder()
                            .correlationId(request.getProperties().getCorrelationId())
                            .build();
                    String to = request.getProperties().getReplyTo();
                    channel.basicPublish("", to, properties, answer.getBytes(StandardCharsets.UTF_8));
                }
            });
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }

        private void consume(String topic, DeliverCallback callback) throws IOException {
            String queue = channel.queueDeclare().getQueue();
            channel.queueBind(queue, EXCHANGE, topic);
            channel.basicConsume(queue, true, callback, tag -> {});
        }

        private static String text(Delivery delivery) {
            return new String(delivery.getBody(), StandardCharsets.UTF_8);
        }
    }
}
