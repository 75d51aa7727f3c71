package io.weir.config;

import static io.weir.config.WrittenConfig.GRAPH;
import static io.weir.config.WrittenConfig.assertEveryKeyIsSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderConfigTest {

    private static final String BROKER = "amqp://guest:guest@localhost:5672";

    @TempDir
    Path folder;

    @Test
    void shouldHaveDefaults() {
        // When
        WeirConfig config = new WrittenConfig(folder)
                .load(GRAPH + "providers:\n  rabbit: {kind: rabbitmq, uri: \"" + BROKER + "\"}");

        // Then
        assertThat(config.providers())
                .containsOnly(
                        entry("default", new ProviderConfig.Bus()),
                        entry(
                                "rabbit",
                                new ProviderConfig.Rabbitmq(
                                        BROKER,
                                        "weir.events",
                                        1000,
                                        Duration.ofSeconds(10),
                                        Duration.ofSeconds(30),
                                        Duration.ofMillis(500),
                                        Duration.ofSeconds(30))),
                        entry("rabbit", ProviderConfig.Rabbitmq.at(BROKER)));
    }

    @Test
    void shouldReadEveryKeyOfRabbitmq() {
        // Given
        String yaml = GRAPH + """
                providers:
                  default:
                    kind: rabbitmq
                    uri: amqps://u:p%40ss@broker.example:5671/vhost
                    exchange: amq.topic
                    prefetch: 1
                    connectTimeout: 2s
                    heartbeat: 3s
                    reconnect: 4s
                    maxReconnect: 5s
                """;

        // When
        WeirConfig config = new WrittenConfig(folder).load(yaml);

        // Then
        ProviderConfig.Rabbitmq full = new ProviderConfig.Rabbitmq(
                "amqps://u:p%40ss@broker.example:5671/vhost",
                "amq.topic",
                1,
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                Duration.ofSeconds(5));
        assertThat(config.providers()).containsOnly(entry("default", full));
        assertEveryKeyIsSet(full, ProviderConfig.Rabbitmq.at(BROKER));
    }

    @Test
    void shouldReadEveryKeyOfNats() {
        // Given
        String yaml = GRAPH + """
                providers:
                  default:
                    kind: nats
                    uri: "nats://u:p%40ss@a.example:4222,tls://b.example"
                    pending: 1
                    connectTimeout: 2s
                    ping: 3s
                    reconnect: 4s
                    maxReconnect: 5s
                """;

        // When
        WeirConfig config = new WrittenConfig(folder).load(yaml);

        // Then
        ProviderConfig.Nats full = new ProviderConfig.Nats(
                "nats://u:p%40ss@a.example:4222,tls://b.example",
                1, Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(4), Duration.ofSeconds(5));
        assertThat(config.providers()).containsOnly(entry("default", full));
        assertEveryKeyIsSet(full, ProviderConfig.Nats.at("nats://localhost"));
        assertThat(full.toString()).doesNotContain("p%40ss");
    }

    @Test
    void shouldReadEveryKeyOfKafka() {
        // Given
        String yaml = GRAPH + """
                providers:
                  default:
                    kind: kafka
                    brokers: "a.example:9092,b.example:9093"
                    security: { tls: true, ca: schema.graphql, mechanism: scram_sha_256, user: u, password: "p w" }
                    group: team.
                    partitionKey: key
                    createTopics: true
                    prefetch: 1
                    connectTimeout: 2s
                    heartbeat: 5s
                    reconnect: 4s
                    maxReconnect: 6s
                """;

        // When
        WeirConfig config = new WrittenConfig(folder).load(yaml);

        // Then
        ProviderConfig.Kafka full = new ProviderConfig.Kafka(
                "a.example:9092,b.example:9093",
                new KafkaSecurity(
                        true,
                        Optional.of(folder.resolve("schema.graphql")),
                        KafkaSecurity.Mechanism.SCRAM_SHA_256,
                        Optional.of("u"),
                        Optional.of("p w")),
                "team.",
                Optional.of("key"),
                true,
                1,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofSeconds(4),
                Duration.ofSeconds(6));
        assertThat(config.providers()).containsOnly(entry("default", full));
        ProviderConfig.Kafka defaults = ProviderConfig.Kafka.at("localhost:9092");
        assertEveryKeyIsSet(full, defaults);
        assertEveryKeyIsSet(full.security(), defaults.security());
        assertThat(full.toString()).doesNotContain("p w");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                    | 6  | `: the key "kind" is missing: one of bus, kafka, nats, rabbitmq`
            {kind: rabitmq}                       | 7  | `.kind: "rabitmq" is not one of bus, kafka, nats, rabbitmq`
            {kind: nats, uri: `nats://u:pw@h/path`} | 24 | `.uri: the value is not nats:// or tls:// URIs, with commas between several`
            {kind: nats, uri: `nats://h`, pending: 0}          | 45 | `.pending: "0" is not a whole number from 1 to 10000000`
            {kind: kafka, brokers: `kafka`}       | 29 | `.brokers: "kafka" is not host:port, with commas between several`
            {kind: kafka, brokers: `h:1`, security: {user: u}} | 46 | `.security: user and password need each other`
            {kind: bus, uri: x}                   | 18 | `.uri: unknown key; known are kind`
            {kind: rabbitmq, uri: `http://u:pw@h`} | 28 | `.uri: the value is not an amqp:// or amqps:// URI`
            {kind: rabbitmq, uri: `amqp://h`, heartbeat: 0s}   | 51 | `.heartbeat: "0s" is not a duration from 1s to 1h, such as 250ms, 10s, 5m or 1h`
            {kind: rabbitmq, uri: `amqp://h`, prefetch: 65536} | 50 | `.prefetch: "65536" is not a whole number from 1 to 65535`
            {kind: rabbitmq, uri: `amqp://h`, exchange: a b}   | 50 | `.exchange: "a b" is not a name of 1 to 127 visible ASCII characters`
            {kind: rabbitmq, uri: `amqp://h`, reconnect: 1h}   | 6  | `: maxReconnect may not be shorter than reconnect`
            """)
    void shouldRefuseBadValues(String provider, int column, String problem) {
        // When
        List<String> problems =
                new WrittenConfig(folder).problems(GRAPH + "providers:\n  a: " + provider.replace("`", "\"") + "\n");

        // Then
        assertThat(problems).containsExactly("4:" + column + ": providers.a" + problem);
    }

    @Test
    void shouldRefuseBadValuesFromCodeWithoutShowingTheUri() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProviderConfig.Rabbitmq.at("http://user:password@host"))
                .withMessage("uri: the value is not an amqp:// or amqps:// URI");
    }

    @Test
    void shouldRefuseBadNames() {
        // When
        List<String> problems = new WrittenConfig(folder).problems(GRAPH + "providers:\n  a b: {kind: bus}\n");

        // Then
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("4:3: providers.a b: a name here is made of the form");
    }
}
