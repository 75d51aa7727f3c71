package io.weir.bridge.kafka;

import io.weir.config.KafkaSecurity;
import io.weir.config.ProviderConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the client library's objects as the configuration wants them: none connects yet, none blocks. */
final class ClientSettings {

    /** What one answer of the cluster to a reader may hold, and so what waits in memory beside events under way. */
    private static final int FETCH_BYTES = 8 << 20;

    private static final int FETCH_PARTITION_BYTES = 1 << 20;

    /** What is too large is for the cluster to say. */
    private static final int RECORD_BYTES = 64 << 20;

    /** Somewhat more than may be under way, so that a writer never waits for it. */
    private static final long BUFFER_BYTES = 160L << 20;

    private static final int RECORDS = 500;
    private static final int RECONNECT_MILLIS = 100;
    private static final int MAX_RECONNECT_MILLIS = 1_000;

    private final String provider;
    private final ProviderConfig.Kafka config;

    ClientSettings(String provider, ProviderConfig.Kafka config) {
        this.provider = provider;
        this.config = config;
    }

    Admin admin() {
        return Admin.create(common("look"));
    }

    /** What the cluster does not have for certain within this time is refused. */
    KafkaProducer<byte[], byte[]> producer(Duration publishTimeout) {
        int millis = Math.toIntExact(publishTimeout.toMillis());
        Map<String, Object> settings = common("publish");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, RECORD_BYTES);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Reads what it is told to, from where it is told to. */
    KafkaConsumer<byte[], byte[]> reader() {
        return consumer(common("read"));
    }

    /** Shares what it reads with the others of its group. */
    KafkaConsumer<byte[], byte[]> member(String group) {
        Map<String, Object> settings = common("log");
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        // Topics that patterns match are found as often as the cluster is asked whether it is there.
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, config.heartbeat().toMillis());
        return consumer(settings);
    }

    private KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Math.min(RECORDS, config.prefetch()));
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_PARTITION_BYTES);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> common(String purpose) {
        int millis = Math.toIntExact(config.connectTimeout().toMillis());
        Map<String, Object> settings = new HashMap<>();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.brokers());
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "weir-%s-%s".formatted(provider, purpose));
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis);
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, RECONNECT_MILLIS);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, MAX_RECONNECT_MILLIS);
        settings.put(CommonClientConfigs.AUTO_INCLUDE_JMX_REPORTER_CONFIG, false);
        settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol());
        config.security().ca().ifPresent(ca -> {
            settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            settings.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, ca.toString());
        });
        config.security().user().ifPresent(user -> putUser(settings, config.security(), user));
        return settings;
    }

    private String protocol() {
        boolean named = config.security().user().isPresent();
        return (named ? "SASL_" : "") + (config.security().tls() ? "SSL" : "PLAINTEXT");
    }

    private static void putUser(Map<String, Object> settings, KafkaSecurity security, String user) {
        settings.put(SaslConfigs.SASL_MECHANISM, security.mechanism().wireName());
        settings.put(
                SaslConfigs.SASL_JAAS_CONFIG,
                "%s required username=\"%s\" password=\"%s\";"
                        .formatted(
                                security.mechanism().loginModule(),
                                escaped(user),
                                escaped(security.password().orElseThrow())));
    }

    /** Within the quotes of a JAAS configuration. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
