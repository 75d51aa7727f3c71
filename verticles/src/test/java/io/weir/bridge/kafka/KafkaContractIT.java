package io.weir.bridge.kafka;

import io.vertx.core.Deployable;
import io.weir.bridge.BridgeClient;
import io.weir.bridge.ProviderContract;
import io.weir.bridge.ProviderUnderTest;
import io.weir.bridge.TopicsUnderTest;
import io.weir.bus.EventAttributes;
import io.weir.bus.LogTopics;
import io.weir.config.KafkaSecurity;
import io.weir.config.KafkaSecurity.Mechanism;
import io.weir.telemetry.Metrics;
import io.weir.testing.KafkaBroker;
import io.weir.testing.KafkaNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The contract of every provider, held against a Kafka broker, with bridges that make topics. */
class KafkaContractIT extends ProviderContract {

    @Override
    protected ProviderUnderTest provider() {
        return new Kafka(KafkaBroker.own());
    }

    private record Kafka(KafkaNode node) implements ProviderUnderTest {

        @Override
        public boolean answersRequests() {
            return false;
        }

        @Override
        public int tooLarge() {
            return KafkaNode.MAX_EVENT_BYTES + 1;
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
            KafkaSecurity nobody = KafkaBridges.config(node.brokers()).security();
            return KafkaBridges.verticle(KafkaBridges.config(node.brokers(), nobody, true), metrics);
        }

        @Override
        public Deployable intruder(Metrics metrics, String password) {
            KafkaSecurity wrong = new KafkaSecurity(
                    false, Optional.empty(), Mechanism.PLAIN, Optional.of(KafkaNode.USER), Optional.of(password));
            return KafkaBridges.verticle(KafkaBridges.config(node.saslBrokers(), wrong, true), metrics);
        }

        @Override
        public LogTopics logTopics(boolean create, String... patterns) {
            List<String> all = List.of(patterns);
            String queue = "weir.log." + Integer.toHexString(all.hashCode());
            return new LogTopics(
                    BridgeClient.PROVIDER, queue, create, Duration.ofHours(1).toMillis(), all, List.of());
        }

        @Override
        public Outsider outsider() {
            return new Stranger(node.brokers());
        }
    }

    private static final class Stranger implements TopicsUnderTest.Outsider {

        private final KafkaProducer<String, String> producer;
        private final String brokers;
        private volatile boolean closed;

        Stranger(String brokers) {
            this.brokers = brokers;
            this.producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", brokers), new StringSerializer(), new StringSerializer());
        }

        @Override
        public void publish(String topic, EventAttributes attributes, String payload) throws Exception {
            ProducerRecord<String, String> record = new ProducerRecord<>(topic, payload);
            if (attributes.id() != null) {
                add(record, "ce_id", attributes.id());
                add(record, "ce_source", attributes.source());
                add(record, "ce_type", attributes.type());
                add(record, "ce_weirdepth", "" + attributes.depth());
            }
            producer.send(record).get();
        }

        @Override
        public TopicsUnderTest.Listening listen(String topic) {
            List<ConsumerRecord<String, String>> arrived = new CopyOnWriteArrayList<>();
            Thread reading = new Thread(() -> read(topic, arrived));
            reading.setDaemon(true);
            reading.start();
            return new TopicsUnderTest.Listening() {

                @Override
                public List<String> payloads() {
                    return arrived.stream().map(ConsumerRecord::value).toList();
                }

                @Override
                public List<EventAttributes> attributes() {
                    return arrived.stream()
                            .map(record -> new EventAttributes(
                                    header(record, "ce_id"),
                                    header(record, "ce_source"),
                                    header(record, "ce_type"),
                                    EventAttributes.depth(header(record, "ce_weirdepth"))))
                            .toList();
                }
            };
        }

        @Override
        public void answer(String topic, Function<String, String> reply) {
            throw new UnsupportedOperationException("Kafka has no replies");
        }

        @Override
        public void close() {
            closed = true;
            producer.close(Duration.ofSeconds(1));
        }

        /** The topic is one that nobody has written to: its beginning is now. */
        private void read(String topic, List<ConsumerRecord<String, String>> arrived) {
            try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", brokers, "auto.offset.reset", "earliest", "metadata.max.age.ms", 200),
                    new StringDeserializer(),
                    new StringDeserializer())) {
                consumer.assign(List.of(new TopicPartition(topic, 0)));
                while (!closed) {
                    consumer.poll(Duration.ofMillis(100)).forEach(arrived::add);
                }
            }
        }

        private static void add(ProducerRecord<String, String> record, String name, String value) {
            record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
        }

        private static String header(ConsumerRecord<String, String> record, String name) {
            Header header = record.headers().lastHeader(name);
            return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
        }
    }
}
