package io.weir.config;

import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Values;
import java.time.Duration;
import java.util.regex.Pattern;

/** One event source. */
public sealed interface ProviderConfig {

    /** The Vert.x event bus itself: topics are addresses. */
    record Bus() implements ProviderConfig {

        static final Shape<Bus> SHAPE = keys -> new Bus();
    }

    /**
     * A RabbitMQ broker: topics are routing keys of one topic exchange.
     *
     * @param uri {@code amqp://} or {@code amqps://}, credentials and virtual host included
     * @param exchange the topic exchange, declared durable when it is missing
     * @param prefetch deliveries that may be under way from the broker to the clients' sockets
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

        private static final Scalar<String> URI = Values.text(
                        "an amqp:// or amqps:// URI", Pattern.compile("amqps?://[^\\s/?#]+(/[^\\s?#]*)?"))
                .secret();
        private static final Scalar<String> EXCHANGE =
                Values.text("a name of 1 to 127 visible ASCII characters", Pattern.compile("[!-~]{1,127}"));
        private static final Scalar<Integer> PREFETCH = Values.integer(1, 65_535);
        private static final Scalar<Duration> HEARTBEAT = Values.duration(Duration.ofSeconds(1), Duration.ofHours(1));

        static final Shape<Rabbitmq> SHAPE = keys -> new Rabbitmq(
                keys.required(
                        "uri",
                        URI,
                        "amqp://guest:guest@localhost:5672",
                        "`amqp://` or `amqps://`, with user, password, host, port and virtual host."),
                keys.optional("exchange", EXCHANGE, "weir.events", "The topic exchange; declared durable if missing."),
                keys.optional(
                        "prefetch",
                        PREFETCH,
                        1000,
                        "Deliveries that may be under way from the broker to the clients' sockets."),
                keys.optional(
                        "connectTimeout",
                        Rules.TIMEOUT,
                        Duration.ofSeconds(10),
                        "How long one attempt to connect may take."),
                keys.optional(
                        "heartbeat", HEARTBEAT, Duration.ofSeconds(30), "How often the connection proves it is alive."),
                keys.optional(
                        "reconnect",
                        Rules.TIMEOUT,
                        Duration.ofMillis(500),
                        "The pause before the first attempt to connect again; it doubles."),
                keys.optional("maxReconnect", Rules.TIMEOUT, Duration.ofSeconds(30), "The longest such pause."));

        /** Checks every rule. */
        public Rabbitmq {
            URI.check("uri", uri);
            EXCHANGE.check("exchange", exchange);
            PREFETCH.check("prefetch", prefetch);
            Rules.TIMEOUT.check("connectTimeout", connectTimeout);
            HEARTBEAT.check("heartbeat", heartbeat);
            Rules.TIMEOUT.check("reconnect", reconnect);
            Rules.TIMEOUT.check("maxReconnect", maxReconnect);
            if (maxReconnect.compareTo(reconnect) < 0) {
                throw new IllegalArgumentException("maxReconnect may not be shorter than reconnect");
            }
        }

        /** This broker, and defaults for the rest. */
        public static Rabbitmq at(String uri) {
            Rabbitmq defaults = SHAPE.defaults();
            return new Rabbitmq(
                    uri,
                    defaults.exchange,
                    defaults.prefetch,
                    defaults.connectTimeout,
                    defaults.heartbeat,
                    defaults.reconnect,
                    defaults.maxReconnect);
        }

        /** The URI is a secret. */
        @Override
        public String toString() {
            return "Rabbitmq[exchange=" + exchange + "]";
        }
    }
}
