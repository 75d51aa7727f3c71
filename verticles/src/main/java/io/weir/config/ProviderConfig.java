package io.weir.config;

import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Section;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Values;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** One event source. */
public sealed interface ProviderConfig {

    /** Chooses by kind: who adds a kind sees every place that must know of it. */
    <T> T as(Kinds<T> kinds);

    /** An answer for each kind. */
    interface Kinds<T> {

        /** The event bus. */
        T bus(Bus config);

        /** A RabbitMQ broker. */
        T rabbitmq(Rabbitmq config);

        /** A NATS server, or a cluster of them. */
        T nats(Nats config);

        /** A Kafka cluster. */
        T kafka(Kafka config);
    }

    /** The Vert.x event bus itself: topics are addresses. */
    record Bus() implements ProviderConfig {

        static final Shape<Bus> SHAPE = keys -> new Bus();

        @Override
        public <T> T as(Kinds<T> kinds) {
            return kinds.bus(this);
        }
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
                        "heartbeat",
                        Rules.HEARTBEAT,
                        Duration.ofSeconds(30),
                        "How often the connection proves it is alive."),
                keys.optional("reconnect", Rules.TIMEOUT, Rules.RECONNECT, Rules.RECONNECT_MEANING),
                keys.optional("maxReconnect", Rules.TIMEOUT, Rules.MAX_RECONNECT, Rules.MAX_RECONNECT_MEANING));

        /** Checks every rule. */
        public Rabbitmq {
            URI.check("uri", uri);
            EXCHANGE.check("exchange", exchange);
            PREFETCH.check("prefetch", prefetch);
            Rules.TIMEOUT.check("connectTimeout", connectTimeout);
            Rules.HEARTBEAT.check("heartbeat", heartbeat);
            Rules.checkReconnect(reconnect, maxReconnect);
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

        @Override
        public <T> T as(Kinds<T> kinds) {
            return kinds.rabbitmq(this);
        }

        /** The URI is a secret. */
        @Override
        public String toString() {
            return "Rabbitmq[exchange=" + exchange + "]";
        }
    }

    /**
     * A NATS server, or a cluster of them: topics are subjects. Logged topics and reports need JetStream.
     *
     * @param uri {@code nats://} or {@code tls://}, credentials included; several servers with commas between
     * @param pending events that may wait here for triggers and sockets; what comes on top is lost, counted and told
     * @param connectTimeout how long one connection attempt may take
     * @param ping how often the connection proves that it is alive
     * @param reconnect the first pause before another attempt; it doubles
     * @param maxReconnect the longest such pause
     */
    record Nats(
            String uri, int pending, Duration connectTimeout, Duration ping, Duration reconnect, Duration maxReconnect)
            implements ProviderConfig {

        private static final Scalar<String> URI = Values.text(
                        "nats:// or tls:// URIs, with commas between several",
                        Pattern.compile("(nats|tls)://[^\\s/?#,]+(,(nats|tls)://[^\\s/?#,]+)*"))
                .secret();
        private static final Scalar<Integer> PENDING = Values.integer(1, 10_000_000);

        static final Shape<Nats> SHAPE = keys -> new Nats(
                keys.required(
                        "uri",
                        URI,
                        "nats://localhost:4222",
                        "`nats://` or `tls://`, with user and password or a token, host and port; several servers of one cluster with commas between."),
                keys.optional(
                        "pending",
                        PENDING,
                        100_000,
                        "Events that may wait here for triggers and sockets; what comes on top is lost, counted, and told to subscribers."),
                keys.optional(
                        "connectTimeout",
                        Rules.TIMEOUT,
                        Duration.ofSeconds(10),
                        "How long one attempt to connect may take."),
                keys.optional(
                        "ping",
                        Rules.HEARTBEAT,
                        Duration.ofSeconds(10),
                        "How often the connection proves it is alive."),
                keys.optional("reconnect", Rules.TIMEOUT, Rules.RECONNECT, Rules.RECONNECT_MEANING),
                keys.optional("maxReconnect", Rules.TIMEOUT, Rules.MAX_RECONNECT, Rules.MAX_RECONNECT_MEANING));

        /** Checks every rule. */
        public Nats {
            URI.check("uri", uri);
            PENDING.check("pending", pending);
            Rules.TIMEOUT.check("connectTimeout", connectTimeout);
            Rules.HEARTBEAT.check("ping", ping);
            Rules.checkReconnect(reconnect, maxReconnect);
        }

        /** This server, and defaults for the rest. */
        public static Nats at(String uri) {
            Nats defaults = SHAPE.defaults();
            return new Nats(
                    uri,
                    defaults.pending,
                    defaults.connectTimeout,
                    defaults.ping,
                    defaults.reconnect,
                    defaults.maxReconnect);
        }

        @Override
        public <T> T as(Kinds<T> kinds) {
            return kinds.nats(this);
        }

        /** The URIs are secrets. */
        @Override
        public String toString() {
            return "Nats[]";
        }
    }

    /**
     * A Kafka cluster: topics are Kafka's topics.
     *
     * @param brokers where to find the cluster first, {@code host:port} with commas between
     * @param security how to come in
     * @param group what the names of consumer groups begin with
     * @param partitionKey the field of an event's payload whose value is the record's key; empty for none
     * @param createTopics whether a topic that is missing is made
     * @param prefetch events that may be under way from the cluster to the clients' sockets
     * @param connectTimeout how long the cluster may take to answer
     * @param heartbeat how often the cluster is asked whether it is there, and what its topics are
     * @param reconnect the first pause before another attempt; it doubles
     * @param maxReconnect the longest such pause
     */
    record Kafka(
            String brokers,
            KafkaSecurity security,
            String group,
            Optional<String> partitionKey,
            boolean createTopics,
            int prefetch,
            Duration connectTimeout,
            Duration heartbeat,
            Duration reconnect,
            Duration maxReconnect)
            implements ProviderConfig {

        private static final Scalar<String> BROKERS = Values.text(
                "host:port, with commas between several", Pattern.compile("[^\\s,:]+:\\d{1,5}(,[^\\s,:]+:\\d{1,5})*"));
        private static final Scalar<String> GROUP =
                Values.text("at most 100 letters, digits, `.`, `_` and `-`", Pattern.compile("[A-Za-z0-9._-]{0,100}"));
        private static final Scalar<String> KEY =
                Values.text("the name of a field, or an empty text", Pattern.compile("[_A-Za-z0-9-]{0,128}"));
        private static final Scalar<Integer> PREFETCH = Values.integer(1, 65_535);

        static final Shape<Kafka> SHAPE = keys -> new Kafka(
                keys.required(
                        "brokers",
                        BROKERS,
                        "localhost:9092",
                        "Where to find the cluster first: `host:port`, several with commas between."),
                keys.optional(
                        "security",
                        new Section<>(KafkaSecurity.SHAPE),
                        KafkaSecurity.SHAPE.defaults(),
                        "How to come in."),
                keys.optional(
                        "group",
                        GROUP,
                        "",
                        "What the names of consumer groups begin with, where the cluster's rules of access ask for that."),
                partitionKey(
                        keys.optional(
                                "partitionKey",
                                KEY,
                                "id",
                                "The field of an event whose value is the record's key: equal keys keep their order. Empty: no key.")),
                keys.optional("createTopics", Rules.FLAG, false, "Whether a topic that is missing is made."),
                keys.optional(
                        "prefetch",
                        PREFETCH,
                        1000,
                        "Events that may be under way from the cluster to the clients' sockets."),
                keys.optional(
                        "connectTimeout",
                        Rules.TIMEOUT,
                        Duration.ofSeconds(10),
                        "How long the cluster may take to answer before it counts as lost."),
                keys.optional(
                        "heartbeat",
                        Rules.HEARTBEAT,
                        Duration.ofSeconds(3),
                        "How often the cluster is asked whether it is there, and for new partitions."),
                keys.optional("reconnect", Rules.TIMEOUT, Rules.RECONNECT, Rules.RECONNECT_MEANING),
                keys.optional("maxReconnect", Rules.TIMEOUT, Rules.MAX_RECONNECT, Rules.MAX_RECONNECT_MEANING));

        /** Checks every rule. */
        public Kafka {
            BROKERS.check("brokers", brokers);
            GROUP.check("group", group);
            partitionKey.ifPresent(field -> KEY.check("partitionKey", field));
            PREFETCH.check("prefetch", prefetch);
            Rules.TIMEOUT.check("connectTimeout", connectTimeout);
            Rules.HEARTBEAT.check("heartbeat", heartbeat);
            Rules.checkReconnect(reconnect, maxReconnect);
        }

        /** This cluster, and defaults for the rest. */
        public static Kafka at(String brokers) {
            Kafka defaults = SHAPE.defaults();
            return new Kafka(
                    brokers,
                    defaults.security,
                    defaults.group,
                    defaults.partitionKey,
                    defaults.createTopics,
                    defaults.prefetch,
                    defaults.connectTimeout,
                    defaults.heartbeat,
                    defaults.reconnect,
                    defaults.maxReconnect);
        }

        @Override
        public <T> T as(Kinds<T> kinds) {
            return kinds.kafka(this);
        }

        private static Optional<String> partitionKey(String field) {
            return field.isEmpty() ? Optional.empty() : Optional.of(field);
        }
    }
}
