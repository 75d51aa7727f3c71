package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DeliverCallback;
import com.rabbitmq.client.Delivery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Someone on the broker who takes requests; each is answered when the test says so. */
final class Responder {

    final List<Delivery> requests = new CopyOnWriteArrayList<>();
    private final Channel channel;

    /** Listens on a pattern of topics. */
    Responder(Channel channel, String exchange, String pattern) throws IOException {
        this.channel = channel;
        String queue = channel.queueDeclare().getQueue();
        channel.queueBind(queue, exchange, pattern);
        DeliverCallback take = (tag, request) -> requests.add(request);
        channel.basicConsume(queue, true, take, tag -> {});
    }

    void reply(Delivery request, String payload) throws IOException {
        reply(request, Map.of(), payload);
    }

    void reply(Delivery request, Map<String, Object> headers, String payload) throws IOException {
        BasicProperties properties = new BasicProperties.Builder()
                .correlationId(request.getProperties().getCorrelationId())
                .headers(headers)
                .build();
        channel.basicPublish(
                "", request.getProperties().getReplyTo(), properties, payload.getBytes(StandardCharsets.UTF_8));
    }
}
