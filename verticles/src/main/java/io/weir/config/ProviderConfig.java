package io.weir.config;

import java.time.Duration;

/** One event source. */
public sealed interface ProviderConfig {

    /** The Vert.x event bus itself: topics are addresses. */
    record Bus() implements ProviderConfig {}

    /**
     * A RabbitMQ broker: topics are routing keys of one topic exchange.
     *
     * @param uri {@code amqp://} or {@code amqps://}, credentials and virtual host included
     * @param exchange the topic exchange, declared durable when it is missing
     * @param prefetch deliveries that may wait unacknowledged
     * @param connectTimeout how long one connection attempt may take
     * @param heartbeat how often the connection proves that it is alive
     * @param reconnect the first pause before another attempt; it doubles
     * @param maxReconnect the longest such pause
     */
    record Rabbitmq(
            String uri,
            String exchange,
            int prefetch,
            Duration connectTimeout,
            Duration heartbeat,
            Duration reconnect,
            Duration maxReconnect)
            implements ProviderConfig {

        /** The URI is a secret. */
        @Override
        public String toString() {
            return "Rabbitmq[exchange=" + exchange + "]";
        }
    }
}
