package io.weir.life;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.weir.testing.RabbitNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A system outside that is joined to the cluster by RabbitMQ alone: it answers {@code lookup.*}, where every id exists,
 * and reports what it has seen.
 */
final class RabbitPeer implements AutoCloseable {

    private final Connection connection;
    private final Channel reports;
    private final String exchange;

    RabbitPeer(RabbitNode broker, String exchange) throws Exception {
        connection = broker.connect();
        this.exchange = exchange;
        reports = connection.createChannel();
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

    /** Reports that a system shows an action's write. */
    synchronized void report(String system, String actionId) {
        try {
            reports.basicPublish(
                    exchange,
                    "consistency.acks",
                    null,
                    "{\"system\":\"%s\",\"actionId\":\"%s\"}"
                            .formatted(system, actionId)
                            .getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws Exception {
        connection.close();
    }
}
