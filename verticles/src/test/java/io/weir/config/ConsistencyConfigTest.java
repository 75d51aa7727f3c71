package io.weir.config;

import static io.weir.config.WrittenConfig.GRAPH;
import static io.weir.config.WrittenConfig.assertEveryKeyIsSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.config.LogConfig.LogTopic;
import io.weir.template.Template;
import io.weir.template.Template.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsistencyConfigTest {

    private static final String ALLOWED = GRAPH + "actions: { allow: [\"http://shop\"] }\n";
    private static final String PRIMARY = "postgresql://u:p@a/d";
    private static final String REPLICA = "postgresql://u:p@b/d";

    @TempDir
    Path folder;

    @Test
    void shouldHaveDefaults() {
        // When
        ConsistencyConfig defaults = new WrittenConfig(folder).load(GRAPH).consistency();

        // Then
        assertThat(defaults)
                .isEqualTo(new ConsistencyConfig(
                        Duration.ofSeconds(5),
                        Duration.ofHours(1),
                        Map.of(),
                        new TokensConfig(Duration.ofMinutes(10), Duration.ofDays(1)),
                        10_000,
                        Duration.ofDays(7)))
                .isEqualTo(ConsistencyConfig.DEFAULT);
    }

    @Test
    void shouldMapEveryKey() {
        // Given
        String yaml = ALLOWED + """
                providers: { other: { kind: bus } }
                consistency:
                  timeout: 1s
                  patience: 1m
                  waiters: 10
                  retention: 1h
                  tokens: { lifetime: 1m, rotation: 2m }
                  systems:
                    search: { report: ack, timeout: 2s, key: "O:{{ args.id }}", version: "{{ response.v }}" }
                    shop:
                      report: probe
                      timeout: 3s
                      url: "http://shop/orders/{{ response.id }}"
                      status: 203
                      at: /a~1b/0
                      least: "{{ response.v }}"
                      etag: W/"{{ response.tag }}"
                      every: 1ms
                      answer: 1s
                      concurrency: 1
                    replica: { report: lsn, timeout: 4s, primary: "%s", replica: "%s", every: 1s }
                    reader: { report: log, timeout: 5s, topics: [orders.created, "other:a.#"] }
                """.formatted(PRIMARY, REPLICA);

        // When
        ConsistencyConfig full = new WrittenConfig(folder).load(yaml).consistency();

        // Then
        assertEveryKeyIsSet(full, ConsistencyConfig.DEFAULT);
        assertEveryKeyIsSet(full.tokens(), TokensConfig.DEFAULT);
        assertThat(full.systems())
                .containsExactly(
                        Map.entry(
                                "search",
                                new SystemConfig.Ack(
                                        time(2), Optional.of(text("O:{{ args.id }}")), Optional.of(version()))),
                        Map.entry(
                                "shop",
                                new SystemConfig.Probe(
                                        time(3),
                                        text("http://shop/orders/{{ response.id }}"),
                                        Optional.of(203),
                                        Optional.of("/a~1b/0"),
                                        Optional.of(version()),
                                        Optional.of(text("W/\"{{ response.tag }}\"")),
                                        Duration.ofMillis(1),
                                        Duration.ofSeconds(1),
                                        1)),
                        Map.entry("replica", new SystemConfig.Lsn(time(4), PRIMARY, REPLICA, Duration.ofSeconds(1))),
                        Map.entry(
                                "reader",
                                new SystemConfig.Log(
                                        time(5),
                                        List.of(
                                                new LogTopic("default", "orders.created"),
                                                new LogTopic("other", "a.#")))));
    }

    @Test
    void shouldGiveSystemsTheTimeoutOfAllUnlessTheyHaveTheirOwn() {
        // When
        ConsistencyConfig config = new WrittenConfig(folder)
                .load(
                        GRAPH
                                + "consistency: { timeout: 7s, systems: { a: { report: ack }, b: { report: log, timeout: 8s } } }")
                .consistency();

        // Then
        assertThat(config.timeout("a")).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.timeout("b")).isEqualTo(Duration.ofSeconds(8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            timeout: 6m               | `4:25: consistency.timeout: "6m" is not a duration from 1ms to 5m, such as 250ms, 10s, 5m or 1h`
            patience: 0ms             | `4:26: consistency.patience: "0ms" is not a duration from 1ms to 87600h, such as 250ms, 10s, 5m or 1h`
            patience: 4s              | `4:14: consistency: patience is shorter than timeout: no client could wait that long`
            retention: 59m            | `4:14: consistency: retention is shorter than patience or tokens.lifetime: what was reported would be forgotten while it is waited for`
            waiters: 0                | `4:25: consistency.waiters: "0" is not a whole number from 1 to 100000000`
            retention: 0ms            | `4:27: consistency.retention: "0ms" is not a duration from 1ms to 87600h, such as 250ms, 10s, 5m or 1h`
            tokens: {lifetime: 25h}   | `4:35: consistency.tokens.lifetime: "25h" is not a duration from 1s to 24h, such as 250ms, 10s, 5m or 1h`
            tokens: {rotation: 10ms}  | `4:35: consistency.tokens.rotation: "10ms" is not a duration from 1s to 8760h, such as 250ms, 10s, 5m or 1h`
            systems: []               | `4:25: consistency.systems: is a list, not a mapping of keys to values`
            systems: {a b: {report: ack}} | `4:26: consistency.systems.a b: a name here is made of the form [A-Za-z0-9][A-Za-z0-9._-]{0,63}`
            systems: {a: {}}          | `4:29: consistency.systems.a: the key "report" is missing: one of ack, log, lsn, probe`
            systems: {a: {kind: ack}} | `4:29: consistency.systems.a: the key "report" is missing: one of ack, log, lsn, probe`
            systems: {a: {report: x}} | `4:30: consistency.systems.a.report: "x" is not one of ack, log, lsn, probe`
            """)
    void shouldRefuseBadValues(String line, String problem) {
        // When
        List<String> problems = new WrittenConfig(folder).problems(ALLOWED + "consistency: { " + line + " }\n");

        // Then
        assertThat(problems).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            report: ack, url: x              | `6:23: consistency.systems.a.url: unknown key; known are report, timeout, key, version`
            report: ack, timeout: 6m         | `6:32: consistency.systems.a.timeout: "6m" is not a duration from 1ms to 5m, such as 250ms, 10s, 5m or 1h`
            report: ack, key: ""             | `6:28: consistency.systems.a.key: "" is not a template`
            report: ack, key: "{{ args }}"   | `6:28: consistency.systems.a.key: "{{ args }}": the placeholder {{ args }} is not understood: write {{ args.NAME }} or {{ response.NAME }}`
            report: ack, version: "{{ env.V }}" | `6:32: consistency.systems.a.version: "{{ env.V }}": the placeholder {{ env.V }} is not understood: write {{ args.NAME }} or {{ response.NAME }}`
            report: ack, key: "{{ args.id"   | `6:28: consistency.systems.a.key: "{{ args.id": the template "{{ args.id" has an unmatched brace pair`
            report: probe, url: shop         | `6:30: consistency.systems.a.url: "shop": it needs a scheme, a host and perhaps a port, such as https://api.example.com:8443; credentials belong in headers`
            report: probe, url: "http://{{ args.host }}/" | `6:30: consistency.systems.a.url: "http://{{ args.host }}/": scheme, host and port may hold no placeholder but of env; end them with a /`
            report: probe, url: "http://other/{{ args.id }}" | `1:1: consistency.systems.a.url: add http://other to actions.allow, which has whom Weir may call`
            report: probe, url: "http://shop/", status: 99 | `6:54: consistency.systems.a.status: "99" is not a whole number from 100 to 599`
            report: probe, url: "http://shop/", at: v, least: "1" | `6:50: consistency.systems.a.at: "v" is not a JSON Pointer such as /version`
            report: probe, url: "http://shop/", at: /~2, least: "1" | `6:50: consistency.systems.a.at: "/~2" is not a JSON Pointer such as /version`
            report: probe, url: "http://shop/", at: /v | `6:8: consistency.systems.a: at and least go together: where the version is, and what it must be`
            report: probe, url: "http://shop/", least: "1" | `6:8: consistency.systems.a: at and least go together: where the version is, and what it must be`
            report: probe, url: "http://shop/", every: 0ms | `6:53: consistency.systems.a.every: "0ms" is not a duration from 1ms to 24h, such as 250ms, 10s, 5m or 1h`
            report: probe, url: "http://shop/", concurrency: 0 | `6:59: consistency.systems.a.concurrency: "0" is not a whole number from 1 to 100000000`
            report: probe, url: "http://shop/last", at: /v, least: "1" | `6:8: consistency.systems.a: neither url nor least nor etag has a placeholder: the same answer would show every write`
            report: lsn, primary: "postgresql://u:p@a/d" | `6:8: consistency.systems.a: the key "replica" is missing: The replica that reads come from.`
            report: lsn, primary: "postgresql://u:p@a/d", replica: "postgresql://u:p@a/d" | `6:8: consistency.systems.a: primary and replica are one server: a replica has an address of its own`
            report: lsn, primary: "mysql://u:secret@a/d", replica: "postgresql://u:p@a/d" | `6:32: consistency.systems.a.primary: the value is not a URI such as postgresql://user:password@host:5432/database?sslmode=verify-full (with another sslmode, or none; special characters in user and password percent-encoded)`
            report: log, topics: ["a..b"]    | `6:32: consistency.systems.a.topics[0]: "a..b" is not a topic such as orders.created, a pattern such as orders.*, or PROVIDER:TOPIC`
            report: log, topics: ["urn:x"]   | `1:1: consistency.systems.a.topics: "urn:x": there is no provider "urn"; where the topic itself has a colon, write default: before it`
            """)
    void shouldRefuseASystem(String keys, String problem) {
        // When
        List<String> problems =
                new WrittenConfig(folder).problems(ALLOWED + "consistency:\n  systems:\n    a: { " + keys + " }\n");

        // Then
        assertThat(problems).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource({"rabbit, 'rabbit:a.#'", "default, a", "default, ''"})
    void shouldRefuseAReaderOfWhatABrokerLogsLater(String provider, String topic) {
        // When
        List<String> problems = new WrittenConfig(folder)
                .problems(ALLOWED + """
                providers: { %s: { kind: rabbitmq, uri: "amqp://localhost" } }
                consistency: { systems: { a: { report: log, topics: [%s] } } }
                """.formatted(provider, topic.isEmpty() ? "" : "\"" + topic + "\""));

        // Then
        assertThat(problems)
                .containsExactly(
                        "1:1: consistency.systems.a.topics: the log has events of \"%s\" some time after they were published, too late to say what a write needs: let the system report ack"
                                .formatted(provider));
    }

    @Test
    void shouldKeepSecrets() {
        // Given
        SystemConfig.Lsn replica = new SystemConfig.Lsn(Optional.empty(), PRIMARY, REPLICA, Duration.ofMillis(10));

        // Then
        assertThat(replica.toString()).doesNotContain("u:p");
    }

    private static Optional<Duration> time(int seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }

    private static Template version() {
        return text("{{ response.v }}");
    }

    private static Template text(String template) {
        return Template.parse(template, Set.of(Scope.ARGS, Scope.RESPONSE));
    }
}
