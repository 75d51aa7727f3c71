package io.weir.life;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.weir.testing.RabbitNode;

/** A system outside that answers {@code lookup.*} over RabbitMQ: every id exists. */
final class Lookups implements AutoCloseable {

    private final Connection connection;

    Lookups(RabbitNode broker, String exchange) throws Exception {
        connection = broker.connect();
        Channel channel = connection.createChannel();
        channel.exchangeDeclare(exchange, "topic", true);
        String queue = channel.queueDeclare().getQueue();
        channel.queueBind(queue, exchange, "lookup.*");
        channel.basicConsume(
                queue,
                true,
                (tag, question) -> {
                    String id = question.getEnvelope().getRoutingKey().substring("lookup.".length());
                    channel.basicPublish(
                            "",
                            question.getProperties().getReplyTo(),
                            new BasicProperties.Builder()
                                    .correlationId(question.getProperties().getCorrelationId())
                                    .build(),
                            "{\"id\":\"%s\"}".formatted(id).getBytes(UTF_8));
                },
                cancelled -> {});
    }

    @Override
    public void close() throws Exception {
        connection.close();
    }
}
