package io.weir.config;

import static io.weir.config.WrittenConfig.GRAPH;
import static io.weir.config.WrittenConfig.assertEveryKeyIsSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionsConfigTest {

    @TempDir
    Path folder;

    private WrittenConfig config;

    @BeforeEach
    void write() {
        config = new WrittenConfig(folder).with(Map.of("API_KEY", "hush"));
    }

    @Test
    void shouldHaveDefaults() {
        // When
        ActionsConfig defaults = load("");

        // Then
        ActionConfig action = new ActionConfig(
                new RetryConfig(
                        3,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(15),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(2)),
                new RetryConfig(
                        6,
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(1)),
                Duration.ofHours(1),
                List.of(),
                32,
                Duration.ofSeconds(2),
                1 << 20,
                new BreakerConfig(true, 50, 20, Duration.ofSeconds(30), Duration.ofSeconds(10)),
                Optional.empty());
        assertThat(defaults)
                .isEqualTo(new ActionsConfig(
                        List.of(),
                        List.of(),
                        Map.of(),
                        Optional.empty(),
                        action,
                        Map.of(),
                        256,
                        1000,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(25),
                        new BatchLimits(500, Duration.ofSeconds(1)),
                        new RetentionConfig(Duration.ofDays(7), Duration.ofHours(24))))
                .isEqualTo(ActionsConfig.DEFAULT);
        assertThat(defaults.heartbeat()).hasSeconds(10);
    }

    @Test
    void shouldTakeTheEnvironmentsValueOrTheDefault() {
        assertThat(load("  env: [\"API_KEY:none\", \"UNSET:http://a:1\", \"EMPTY:\"]\n")
                        .env())
                .containsEntry("UNSET", "http://a:1")
                .containsEntry("EMPTY", "")
                .doesNotContainValue("none");
    }

    @Test
    void shouldMapEveryKey() {
        // When
        ActionsConfig full = load("""
                  allow: ["HTTP://Localhost:9000"]
                  headers: [Authorization]
                  env: [API_KEY]
                  amqp: rabbit
                  sync: { attempts: 1, timeout: 1s, deadline: 2s, backOff: 1ms, maxBackOff: 5ms }
                  async: { attempts: 2, timeout: 2s, deadline: 3s, backOff: 2ms, maxBackOff: 6ms }
                  expiry: 48h
                  retryOn: [500]
                  concurrency: 1
                  connectTimeout: 1s
                  maxResponse: 1KB
                  circuitBreaker: { enabled: false, failures: 90, calls: 1, window: 1s, pause: 1ms }
                  consistencyTimeout: 3s
                  fields: { createUser: { concurrency: 5 } }
                  places: 7
                  queue: 0
                  lease: 1s
                  poll: 10ms
                  drain: 0s
                  batch: { size: 2, window: 1ms }
                  retention: { ended: 2h, keys: 1h }
                providers: { rabbit: { kind: rabbitmq, uri: "amqp://localhost" } }
                """);

        // Then
        assertEveryKeyIsSet(full, ActionsConfig.DEFAULT);
        assertEveryKeyIsSet(full.defaults(), ActionConfig.DEFAULT);
        assertEveryKeyIsSet(full.defaults().sync(), RetryConfig.SYNC);
        assertEveryKeyIsSet(full.defaults().async(), RetryConfig.ASYNC);
        assertEveryKeyIsSet(full.batch(), BatchLimits.DEFAULT);
        assertEveryKeyIsSet(full.retention(), RetentionConfig.DEFAULT);
        assertThat(full.allow()).containsExactly("http://localhost:9000");
        assertThat(full.headers()).containsExactly("authorization");
        assertThat(full.env()).containsEntry("API_KEY", "hush");
    }

    @Test
    void shouldTakeFromTheDefaultsWhatAnActionDoesNotGive() {
        // When
        ActionsConfig actions = load("""
                  concurrency: 3
                  async: { attempts: 9, backOff: 5s }
                  fields: { createUser: { async: { attempts: 1 } } }
                """);

        // Then
        ActionConfig createUser = actions.action("createUser");
        assertThat(createUser.concurrency()).isEqualTo(3);
        assertThat(createUser.async().attempts()).isEqualTo(1);
        assertThat(createUser.async().backOff()).hasSeconds(5);
        assertThat(actions.action("other")).isSameAs(actions.defaults());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            allow: [localhost:9000]         | 11 | `.allow[0]: "localhost:9000" is not an origin such as https://api.example.com or http://localhost:9000`
            allow: ["http://h/path"]        | 11 | `.allow[0]: "http://h/path" is not an origin such as https://api.example.com or http://localhost:9000`
            headers: [a b]                  | 13 | `.headers[0]: "a b" is not a header's name`
            env: [MISSING]                  | 9  | `.env[0]: the environment variable MISSING is not set; set it, or remove it here`
            env: [a-b]                      | 9  | `.env[0]: "a-b" is not the name of an environment variable`
            amqp: a b                       | 9  | `.amqp: "a b" is not a provider's name`
            sync: { attempts: 0 }           | 21 | `.sync.attempts: "0" is not a whole number from 1 to 100`
            async: { maxBackOff: 1ms }      | 10 | `.async: maxBackOff: is shorter than backOff`
            retryOn: [200]                  | 13 | `.retryOn[0]: "200" is not a whole number from 400 to 599`
            fields: { a: { concurency: 1 } }| 18 | `.fields.a.concurency: unknown key; did you mean "concurrency"?`
            fields: { a-b: {} }             | 13 | `.fields.a-b: a name here is made of the form [_A-Za-z][_0-9A-Za-z]*`
            lease: 10ms                     | 10 | `.lease: "10ms" is not a duration from 1s to 10m, such as 250ms, 10s, 5m or 1h`
            poll: 1ms                       | 9  | `.poll: "1ms" is not a duration from 10ms to 1m, such as 250ms, 10s, 5m or 1h`
            batch: { size: 1 }              | 18 | `.batch.size: "1" is not a whole number from 2 to 1000`
            retention: { ended: 1h }        | 14 | `.retention: ended: is shorter than keys, which name actions`
            """)
    void shouldRefuseBadValues(String line, int column, String problem) {
        // When
        List<String> problems = config.problems(GRAPH + "actions:\n  " + line + "\n");

        // Then
        assertThat(problems).containsExactly("4:" + column + ": actions" + problem);
    }

    @Test
    void shouldRefuseBadValuesFromCode() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BatchLimits(1, Duration.ofSeconds(1)))
                .withMessage("size: \"1\" is not a whole number from 2 to 1000");
    }

    @Test
    void shouldNotPrintSecrets() {
        assertThat(load("  env: [API_KEY]\n").toString()).contains("API_KEY").doesNotContain("hush");
    }

    private ActionsConfig load(String yaml) {
        return config.load(GRAPH + "actions:\n" + yaml).actions();
    }
}
