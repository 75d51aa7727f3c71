package io.weir.config;

import static io.weir.config.WrittenConfig.GRAPH;
import static io.weir.config.WrittenConfig.assertEveryKeyIsSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeirConfigTest {

    @TempDir
    Path folder;

    @Test
    void shouldHaveDefaults() {
        // When
        WeirConfig defaults = new WrittenConfig(folder).load(GRAPH);

        // Then
        GraphConfig graph = GraphConfig.of(List.of(folder.resolve("schema.graphql")));
        assertThat(defaults)
                .isEqualTo(new WeirConfig(
                        graph,
                        HttpConfig.DEFAULT,
                        AdminConfig.DEFAULT,
                        Map.of("default", new ProviderConfig.Bus()),
                        EventsConfig.DEFAULT,
                        TriggersConfig.DEFAULT,
                        ActionsConfig.DEFAULT,
                        StoreConfig.Embedded.in(folder.resolve("data")),
                        LogConfig.DEFAULT,
                        ConsistencyConfig.DEFAULT,
                        ModelsConfig.DEFAULT,
                        List.of(),
                        HooksConfig.DEFAULT,
                        BridgeConfig.DEFAULT,
                        List.of(),
                        LoggingConfig.DEFAULT,
                        ReloadConfig.DEFAULT,
                        ClusterConfig.DEFAULT))
                .isEqualTo(WeirConfig.of(graph).with(StoreConfig.Embedded.in(folder.resolve("data"))));
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0, 127.0.0.1", "127.0.0.1, 127.0.0.1", "localhost, ::"})
    void shouldRefuseOnePortForBothEndpoints(String http, String admin) {
        // Given
        String yaml = GRAPH + "http: { host: \"%s\", port: 9090 }\nadmin: { host: \"%s\" }\n".formatted(http, admin);

        // When
        List<String> problems = new WrittenConfig(folder).problems(yaml);

        // Then
        assertThat(problems)
                .containsExactly("1:1: http.port and admin.port are both 9090: each endpoint needs a port of its own");
    }

    @Test
    void shouldLetEndpointsHaveOnePortOnTwoAddresses() {
        // Given
        String yaml = GRAPH + "http: { host: 127.0.0.2, port: 9090 }\n";

        // When
        WeirConfig config = new WrittenConfig(folder).load(yaml);

        // Then
        assertThat(config.http().port()).isEqualTo(config.admin().port());
    }

    @Test
    void shouldMapEveryKey() {
        // Given
        String yaml = GRAPH + """
                  introspection: false
                http: { port: 1 }
                admin: { port: 2 }
                providers: { other: { kind: bus } }
                events: { mutations: false }
                triggers: { instances: 3 }
                actions: { places: 1 }
                store: { port: 4 }
                log: { poll: 1s }
                consistency: { timeout: 1s }
                models: { allow: [drop Order] }
                deliveries: [{ name: a, document: schema.graphql, target: { bus: a } }]
                hooks: { mutationAfter: [{ field: a, bus: a }] }
                bridge: { tcp: { port: 5 } }
                verticles: [{ name: a }]
                logging: { format: json }
                reload: { watch: true }
                cluster: { minimum: 2 }
                """;
        WrittenConfig file = new WrittenConfig(folder);

        // When
        WeirConfig full = file.load(yaml);

        // Then
        assertEveryKeyIsSet(full, file.load(GRAPH));
        assertThat(full.providers()).containsOnlyKeys("other", "default");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http",
                "admin",
                "providers",
                "events",
                "triggers",
                "actions",
                "log",
                "consistency",
                "logging",
                "reload",
                "cluster",
                "auth"
            })
    void shouldTakeAnEmptySectionForItsDefaults(String section) {
        // Given
        WrittenConfig file = new WrittenConfig(folder);

        // Then
        assertThat(file.load(GRAPH + section + ":\n")).isEqualTo(file.load(GRAPH));
        assertThat(file.load(GRAPH + section + ": {}\n")).isEqualTo(file.load(GRAPH));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            prot: 1      | `3:1: prot: unknown key; known are graph, http, admin, providers, events, triggers, actions, store, log, consistency, models, deliveries, hooks, bridge, verticles, logging, reload, cluster, auth`
            htpt: {}     | `3:1: htpt: unknown key; did you mean "http"?`
            Admin: {}    | `3:1: Admin: unknown key; did you mean "admin"?`
            http: []     | `3:7: http: is a list, not a mapping of keys to values`
            [a]: b       | `3:1: ?: a key is a single word`
            actions: {amqp: rabbit} | `1:1: actions.amqp: "rabbit" is no provider of kind rabbitmq`
            auth: {jwks: x} | `3:8: auth.jwks: this version does not serve this key yet`
            """)
    void shouldRefuseBadValues(String line, String problem) {
        // When
        List<String> problems = new WrittenConfig(folder).problems(GRAPH + line + "\n");

        // Then
        assertThat(problems).containsExactly(problem);
    }

    @Test
    void shouldAcceptSectionsThatAskForNothing() {
        // Given
        WrittenConfig file = new WrittenConfig(folder);

        // Then
        assertThat(file.load(GRAPH + "cluster: {enabled: false}\nauth: {}\n")).isEqualTo(file.load(GRAPH));
    }
}
