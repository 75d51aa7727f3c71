package io.weir.config;

import static io.weir.config.WrittenConfig.GRAPH;
import static io.weir.config.WrittenConfig.assertEveryKeyIsSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.weir.config.LogConfig.LogTopic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogConfigTest {

    @TempDir
    Path folder;

    @Test
    void shouldHaveDefaults() {
        // When
        LogConfig defaults = new WrittenConfig(folder).load(GRAPH).log();

        // Then
        assertThat(defaults)
                .isEqualTo(new LogConfig(List.of(), Duration.ofDays(7), 10L << 30, Duration.ofMillis(100)))
                .isEqualTo(LogConfig.DEFAULT);
    }

    @Test
    void shouldMapEveryKey() {
        // Given
        String yaml = GRAPH + """
                providers: { rabbit: { kind: rabbitmq, uri: "amqp://localhost" } }
                log:
                  topics: [orders.created, "orders.*", "#", "rabbit:a.#.b", "default:urn:x"]
                  retention: 1h
                  maxSize: 1GB
                  poll: 1s
                """;

        // When
        LogConfig full = new WrittenConfig(folder).load(yaml).log();

        // Then
        List<LogTopic> topics = List.of(
                new LogTopic("default", "orders.created"),
                new LogTopic("default", "orders.*"),
                new LogTopic("default", "#"),
                new LogTopic("rabbit", "a.#.b"),
                new LogTopic("default", "urn:x"));
        assertThat(full).isEqualTo(new LogConfig(topics, Duration.ofHours(1), 1 << 30, Duration.ofSeconds(1)));
        assertEveryKeyIsSet(full, LogConfig.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            topics: ["a..b"]   | `3:17: log.topics[0]: "a..b" is not a topic such as orders.created, a pattern such as orders.*, or PROVIDER:TOPIC`
            topics: ["a*.b"]   | `3:17: log.topics[0]: "a*.b" is not a topic such as orders.created, a pattern such as orders.*, or PROVIDER:TOPIC`
            topics: ["a b"]    | `3:17: log.topics[0]: "a b" is not a topic such as orders.created, a pattern such as orders.*, or PROVIDER:TOPIC`
            topics: [""]       | `3:17: log.topics[0]: "" is not a topic such as orders.created, a pattern such as orders.*, or PROVIDER:TOPIC`
            topics: a          | `3:16: log.topics: is a single value, not a list such as [a, b]`
            topics: ["a:"]     | `3:6: log: topics: "" has not 1 to 255 bytes`
            topics: ["default:weir:a"] | `3:6: log: topics: "weir:a" is an internal address`
            topics: ["urn:x"]  | `1:1: log.topics: "urn:x": there is no provider "urn"; where the topic itself has a colon, write default: before it`
            retention: 0ms     | `3:19: log.retention: "0ms" is not a duration from 1ms to 87600h, such as 250ms, 10s, 5m or 1h`
            maxSize: 1KB       | `3:17: log.maxSize: "1KB" is not a size from 1MB to 1048576GB, such as 64KB or 1MB`
            poll: 2m           | `3:14: log.poll: "2m" is not a duration from 1ms to 1m, such as 250ms, 10s, 5m or 1h`
            """)
    void shouldRefuseBadValues(String line, String problem) {
        // When
        List<String> problems = new WrittenConfig(folder).problems(GRAPH + "log: { " + line + " }\n");

        // Then
        assertThat(problems).containsExactly(problem);
    }

    @Test
    void shouldRefuseATopicTooLongForAnyBroker() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LogTopic("default", "ä".repeat(128)))
                .withMessageContaining("has not 1 to 255 bytes");
    }
}
