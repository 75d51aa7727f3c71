package io.weir.bridge.kafka;

import io.weir.testing.KafkaBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The test's own side of a real cluster: topics that begin with a prefix of the test's own. */
abstract class KafkaFixture {

    final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8);
    String brokers;
    Admin admin;
    KafkaProducer<String, String> producer;

    @BeforeAll
    static void waitLonger() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    @BeforeEach
    void connect() {
        brokers = KafkaBroker.shared();
        admin = Admin.create(Map.of("bootstrap.servers", brokers));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers), new StringSerializer(), new StringSerializer());
    }

    @AfterEach
    void disconnect() {
        producer.close(Duration.ofSeconds(1));
        admin.close(Duration.ofSeconds(1));
    }

    /** Makes a topic; answers its name. */
    String topic(String name, int partitions) throws Exception {
        String topic = prefix + "." + name;
        admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
                .all()
                .get(20, TimeUnit.SECONDS);
        // The controller has it; the broker hears of it a moment later.
        Awaitility.await().until(() -> admin.listTopics().names().get().contains(topic));
        return topic;
    }

    void addPartitions(String topic, int total) throws Exception {
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(total)))
                .all()
                .get(20, TimeUnit.SECONDS);
    }

    void delete(String topic) throws Exception {
        admin.deleteTopics(List.of(topic)).all().get(20, TimeUnit.SECONDS);
    }

    /** Publishes numbers to a partition, and waits until the cluster has them. */
    List<String> publish(String topic, int partition, int from, int to) throws Exception {
        List<String> payloads = numbers(from, to);
        List<Future<?>> sent = new ArrayList<>();
        for (String payload : payloads) {
            sent.add(producer.send(new ProducerRecord<>(topic, partition, null, payload)));
        }
        for (Future<?> one : sent) {
            one.get(20, TimeUnit.SECONDS);
        }
        return payloads;
    }

    static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }
}
