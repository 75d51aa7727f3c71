package io.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.weir.config.yaml.Key;
import io.weir.config.yaml.Keys;
import io.weir.config.yaml.Place;
import io.weir.config.yaml.Section;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Keeps the folder {@code conf} true: what it says of the keys is what the server reads. */
class ConfFolderTest {

    private static final Path CONF = Path.of(System.getProperty("weir.root"), "conf");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One of each kind, by its name in the example. */
    private static final Map<String, Shape<? extends SystemConfig>> SYSTEMS = Map.of(
            "search",
            SystemConfig.Ack.SHAPE,
            "shop",
            SystemConfig.Probe.SHAPE,
            "replica",
            SystemConfig.Lsn.SHAPE,
            "projection",
            SystemConfig.Log.SHAPE);

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @TempDir
    Path folder;

    @Test
    void shouldDocumentEveryDefault() throws Exception {
        // When
        WeirConfig documented = ConfigLoader.load(CONF.resolve("weir.yaml"), Map.of());

        // Then
        assertThat(documented)
                .isEqualTo(WeirConfig.of(GraphConfig.of(List.of(CONF.resolve("schema.graphql"))))
                        .with(StoreConfig.Embedded.in(CONF.resolve("data"))));
    }

    @Test
    void shouldDocumentEveryKey() throws IOException {
        // Given
        String withExample = uncommented(Files.readString(CONF.resolve("weir.yaml")));

        // When
        List<String> documented = new ArrayList<>();
        collect("", new Yaml().load(withExample), documented);

        // Then
        assertThat(documented).contains(paths("", WeirConfig.SHAPE).toArray(String[]::new));
        assertThat(documented)
                .contains(paths("providers.rabbit.", ProviderConfig.Rabbitmq.SHAPE)
                        .toArray(String[]::new))
                .contains(paths("store.", StoreConfig.Embedded.SHAPE).toArray(String[]::new))
                .contains("graph.subgraphs.name", "graph.subgraphs.url", "graph.subgraphs.schema");
        assertThat(documented)
                .contains(paths("deliveries.", DeliveryConfig.SHAPE).toArray(String[]::new))
                .contains(paths("hooks.mutationBefore.", HookConfig.SHAPE).toArray(String[]::new))
                .contains(paths("bridge.tcp.", TcpBridgeConfig.SHAPE).toArray(String[]::new))
                .contains(paths("bridge.tcp.tls.", TcpTlsConfig.SHAPE).toArray(String[]::new))
                .contains(paths("verticles.", VerticleConfig.SHAPE).toArray(String[]::new));
        SYSTEMS.forEach((name, shape) -> assertThat(documented)
                .contains(paths("consistency.systems." + name + ".", shape).stream()
                        .filter(key -> !key.endsWith(".timeout") || name.equals("search"))
                        .toArray(String[]::new)));
    }

    @Test
    void shouldDocumentTheDefaultsOfRabbitmq() throws IOException {
        // Given
        String withExample = uncommented(Files.readString(CONF.resolve("weir.yaml")));

        // When
        WeirConfig config = withFiles().load(withExample);

        // Then
        assertThat(config.providers().get("rabbit"))
                .isEqualTo(ProviderConfig.Rabbitmq.at("amqp://guest:guest@localhost:5672"));
    }

    @Test
    void shouldDocumentTheDefaultsOfKafka() throws IOException {
        // Given
        String withExample = uncommented(Files.readString(CONF.resolve("weir.yaml")));

        // When
        WeirConfig config = withFiles().load(withExample);

        // Then
        assertThat(config.providers().get("stream")).isEqualTo(ProviderConfig.Kafka.at("localhost:9092"));
    }

    @Test
    void shouldDocumentASubgraph() throws IOException {
        // Given
        String withExample = uncommented(Files.readString(CONF.resolve("weir.yaml")));

        // When
        SubgraphConfig subgraph =
                withFiles().load(withExample).graph().subgraphs().entries().get(0);

        // Then
        assertThat(subgraph.name()).isEqualTo("employees");
        assertThat(subgraph.url()).contains("http://localhost:4001/graphql");
    }

    @Test
    void shouldDocumentTheDefaultsOfSystems() throws IOException {
        // Given
        String withExample = uncommented(Files.readString(CONF.resolve("weir.yaml")));

        // When
        Map<String, SystemConfig> systems =
                withFiles().load(withExample).consistency().systems();

        // Then
        assertThat(systems).containsOnlyKeys("search", "shop", "replica", "projection");
        assertThat(systems.get("shop")).isInstanceOfSatisfying(SystemConfig.Probe.class, probe -> {
            SystemConfig.Probe declared = SystemConfig.Probe.SHAPE.defaults();
            assertThat(probe.every()).isEqualTo(declared.every());
            assertThat(probe.answer()).isEqualTo(declared.answer());
            assertThat(probe.concurrency()).isEqualTo(declared.concurrency());
        });
        assertThat(systems.get("replica")).isEqualTo(SystemConfig.Lsn.SHAPE.defaults());
        assertThat(systems.get("projection")).isEqualTo(SystemConfig.Log.SHAPE.defaults());
    }

    @Test
    void shouldDocumentTheDefaultsOfTheTcpBridge() throws IOException {
        // Given
        String withExample = uncommented(Files.readString(CONF.resolve("weir.yaml")));

        // When
        TcpBridgeConfig bridge = withFiles().load(withExample).bridge().tcp().orElseThrow();

        // Then
        TcpBridgeConfig d = TcpBridgeConfig.SHAPE.defaults();
        assertThat(bridge)
                .isEqualTo(new TcpBridgeConfig(
                        d.host(),
                        d.port(),
                        bridge.tokens(),
                        bridge.tls(),
                        d.allow(),
                        d.maxFrame(),
                        d.maxConnections(),
                        d.maxRegistrations(),
                        d.maxPending(),
                        d.maxRate(),
                        d.writeBuffer(),
                        d.authTimeout(),
                        d.idleTimeout()));
    }

    @Test
    void shouldDocumentAnActionThatDiffers() throws IOException {
        // Given
        String withExample = uncommented(Files.readString(CONF.resolve("weir.yaml")));

        // When
        ActionsConfig actions = withFiles().load(withExample).actions();

        // Then
        assertThat(actions.action("createUser").async().attempts()).isEqualTo(10);
        assertThat(actions.action("createUser").sync())
                .isEqualTo(actions.defaults().sync());
    }

    @Test
    void shouldListEveryKeyInTheReadme() throws IOException {
        // Given
        List<String> rows = new ArrayList<>();
        rows("", WeirConfig.SHAPE, rows);
        rows("providers.NAME.", ProviderConfig.Rabbitmq.SHAPE, rows);
        rows("providers.NAME.", ProviderConfig.Kafka.SHAPE, rows);
        rows("store.", StoreConfig.Embedded.SHAPE, rows);
        rows("store.", StoreConfig.Postgres.SHAPE, rows);
        rows("graph.subgraphs[].", ConfFolderTest::subgraphAlone, rows);
        SYSTEMS.values().forEach(shape -> rows("consistency.systems.NAME.", shape, rows));
        rows("deliveries[].", DeliveryConfig.SHAPE, rows);
        rows("hooks.mutationBefore[].", HookConfig.SHAPE, rows);
        rows("bridge.tcp.", TcpBridgeConfig.SHAPE, rows);
        rows("bridge.tcp.tls.", TcpTlsConfig.SHAPE, rows);
        rows("verticles[].", VerticleConfig.SHAPE, rows);

        // When
        List<String> readme = Files.readAllLines(CONF.resolve("README.md"));

        // Then
        assertThat(readme)
                .as("these rows belong into the table:\n%s", String.join("\n", rows))
                .containsAll(rows);
    }

    @Test
    void shouldHoldTheSchemaOfTheDeclaredKeys() throws IOException {
        assertThat(Files.readString(CONF.resolve("weir.schema.json")))
                .as("run the command in conf/README.md to write it again")
                .isEqualTo(ConfigSchema.json());
    }

    @Test
    void shouldBeAValidSchema() throws IOException {
        // Given
        JsonSchema rules = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(SchemaLocation.of(VersionFlag.V202012.getId()));

        // Then
        assertThat(rules.validate(JSON.readTree(ConfigSchema.json()))).isEmpty();
    }

    @Test
    void shouldAcceptTheDocumentedFileInEditors() throws IOException {
        String file = Files.readString(CONF.resolve("weir.yaml"));
        assertThat(complaints(file)).isEmpty();
        assertThat(complaints(uncommented(file))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http: {port: 65536}",
                "http: {port: -1}",
                "http: {prot: 1}",
                "http: {drain: 10}",
                "http: {drain: 10 s}",
                "http: {keys: a}",
                "http: {origins: [example.com]}",
                "http: {limits: {body: 1024}}",
                "http: {graphiql: maybe}",
                "http: {websocket: []}",
                "graph: {schemas: []}",
                "graph: {}",
                "graph: {planCache: 10}",
                "graph: {supergraph: [supergraph.graphql]}",
                "graph: {schemas: [schema.graphql], subgraphs: {}}",
                "graph: {schemas: [schema.graphql], subgraphs: [{url: \"http://h\"}]}",
                "graph: {schemas: [schema.graphql], subgraphs: [{name: weir, url: \"http://h\"}]}",
                "graph: {schemas: [schema.graphql], subgraphs: [{name: a, url: \"http://u:p@h\"}]}",
                "graph: {schemas: [schema.graphql], subgraphs: [{name: a, url: \"http://h\", timeout: 1}]}",
                "graph: {schemas: [schema.graphql], subgraphDefaults: {headers: {set: {a: \"\"}}}}",
                "actions: {allow: [localhost]}",
                "actions: {fields: {a-b: {}}}",
                "actions: {retryOn: [200]}",
                "actions: {sync: {attempts: 0}}",
                "logging: {level: loud}",
                "bridge: {tcp: {port: 70000}}",
                "bridge: {tcp: {token: short}}",
                "bridge: {tcp: {maxFrame: 65536}}",
                "bridge: {tcp: {tls: {certificate: schema.graphql}}}",
                "bridge: {tcp: {allow: {publish: [\"weir:log\"]}}}",
                "bridge: {tcp: {allow: {publish: [\"model.*.created\"]}}}",
                "bridge: {tcp: {allow: {send: [mutation.order]}}}",
                "bridge: {tcp: {allow: {receive: [\"weir:#\"]}}}",
                "verticles: [{classpath: [lib]}]",
                "verticles: [{name: a, instances: 0}]",
                "verticles: [{name: a, classpath: lib}]",
                "providers: {a: {kind: nats}}",
                "providers: {a: {kind: rabbitmq}}",
                "providers: {a: {kind: bus, uri: x}}",
                "providers: {a: {}}",
                "providers: {a b: {kind: bus}}",
                "cluster: {enabled: perhaps}",
                "auth: {jwks: x}",
                "store: {kind: sqlite}",
                "store: {kind: postgres}",
                "store: {kind: postgres, uri: \"mysql://u:p@h/d\"}",
                "store: {kind: embedded, uri: \"postgresql://u:p@h/d\"}",
                "store: {port: 65536}",
                "consistency: {systems: {a: {}}}",
                "consistency: {systems: {a: {report: say}}}",
                "consistency: {systems: {a: {report: ack, url: \"http://h\"}}}",
                "consistency: {systems: {a: {report: probe}}}",
                "consistency: {systems: {a: {report: lsn, primary: \"postgresql://u@h/d\"}}}",
                "consistency: {systems: {a b: {report: ack}}}",
                "consistency: {systems: {a: {kind: ack}}}",
                "deliveries: {}",
                "deliveries: [{name: a, document: schema.graphql}]",
                "deliveries: [{name: a b, document: schema.graphql, target: {bus: a}}]",
                "deliveries: [{name: a, document: schema.graphql, target: {}}]",
                "deliveries: [{name: a, document: schema.graphql, target: {bus: \"weir:log\"}}]",
                "deliveries: [{name: a, document: schema.graphql, target: {url: \"http://h\"}, secret: hush}]",
                "deliveries: [{name: a, document: schema.graphql, target: {bus: a}, retry: {schedule: 5s}}]"
            })
    void shouldRefuseInEditorsWhatTheServerRefuses(String bad) {
        // Given
        String yaml = bad.startsWith("graph") ? bad : WrittenConfig.GRAPH + bad + "\n";

        // Then
        assertThat(complaints(yaml)).isNotEmpty();
        assertThat(new WrittenConfig(folder).problems(yaml)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  subgraphs: [{name: a, url: \"http://h:1/g?x=y\", headers: {forward: [X-A], set: {b: c d}}}]",
                "  subgraphs: [{name: a, url: \"https://[::1]\", circuitBreaker: {enabled: false}, protocol: http2}]",
                "  subgraphs: [{name: a, url: \"${URL:http://h}\"}]",
                "  subgraphDefaults: {timeout: 1s, headers: {forward: [authorization]}}",
                "actions: {allow: [\"http://localhost:9000\"], fields: {a: {sync: {attempts: 1}, retryOn: [500]}}}",
                "http: {port: \"${PORT:8080}\"}",
                "http: {keys: [\"${KEY:k}\"], origins: [\"*\"]}",
                "http: {drain: 0s, limits: {body: 64KB}}",
                "http:",
                "cluster: {enabled: false}",
                "auth: {}",
                "store: {}",
                "store: {path: x, pool: {size: 2}}",
                "store: {kind: postgres, uri: \"postgres://u@h/d?sslmode=require\"}",
                "logging: {level: debug, format: json}",
                "bridge:",
                "bridge: {tcp: {}}",
                "bridge: {tcp: {host: 0.0.0.0, token: [0123456789abcdef]}}",
                "bridge: {tcp: {allow: {publish: [\"#\"], receive: [\"model.#\"]}}}",
                "verticles: [{name: \"groovy:a.groovy\", config: {a: [1]}}, {name: \"groovy:a.groovy\"}]",
                "consistency: {systems: {a: {report: ack, key: \"A:{{ args.id }}\"}, b: {report: log, topics: [\"a.#\"]}}}",
                "consistency: {systems: {a: {report: lsn, primary: \"postgresql://u@h/d\", replica: \"postgresql://u@g/d\"}}}",
                "providers: {default: {kind: rabbitmq, uri: \"amqps://${USER:u}@h/v\"}}",
                "deliveries: [{name: a, document: schema.graphql, target: {bus: a}, variables: {n: [1, null]}}]",
                "deliveries: [{name: a, document: schema.graphql, target: {url: \"http://h\"}, secret: " + SECRET
                        + "}]",
                "deliveries: [{name: a, document: schema.graphql, target: {url: \"http://h\"}, secret: [" + SECRET
                        + "]}]",
                "deliveries: []"
            })
    void shouldAcceptInEditorsWhatTheServerAccepts(String good) {
        // Given
        String yaml = WrittenConfig.GRAPH + good + "\n";

        // Then
        assertThat(complaints(yaml)).isEmpty();
        assertThat(new WrittenConfig(folder).load(yaml)).isNotNull();
    }

    private static Set<ValidationMessage> complaints(String yaml) {
        JsonNode written = JSON.valueToTree(new Yaml().load(yaml));
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(ConfigSchema.json())
                .validate(written);
    }

    /** The keys that only a subgraph has, without those that it shares with the defaults. */
    private static SubgraphConfig subgraphAlone(Keys keys) {
        Set<String> shared = CallConfig.shape(CallConfig.DEFAULT).keys().stream()
                .map(Key::name)
                .collect(Collectors.toSet());
        return SubgraphConfig.shape(CallConfig.DEFAULT).of(new Keys() {
            @Override
            public <T> T optional(String name, Value<T> value, T fallback, String meaning) {
                return shared.contains(name) ? fallback : keys.optional(name, value, fallback, meaning);
            }

            @Override
            public <T> T required(String name, Value<T> value, T example, String meaning) {
                return keys.required(name, value, example, meaning);
            }

            @Override
            public void atLeastOne(String... names) {
                keys.atLeastOne(names);
            }

            @Override
            public void unserved(String... names) {
                keys.unserved(names);
            }

            @Override
            public Place place() {
                return keys.place();
            }
        });
    }

    /** The files that the examples name. */
    private WrittenConfig withFiles() {
        WrittenConfig config = new WrittenConfig(folder);
        config.write("employees.graphql", "type Query { a: Int }");
        config.write("supergraph.graphql", "");
        config.write("ca.pem", "");
        List.of("node.crt", "node.key", "cluster-ca.crt").forEach(name -> config.write(name, ""));
        config.write("charge.graphql", "");
        config.write("bridge.pem", "");
        config.write("bridge.key", "");
        config.write("lib/orders.jar", "");
        return config;
    }

    /** The probe of the example asks someone whom nobody may call by default, and there is no delivery. The examples in the file are behind a {@code #} that one blank does not follow, in the third column. */
    private static String uncommented(String yaml) {
        return yaml.replaceFirst("allow: \\[\\]", "allow: [\"http://localhost:9100\"]")
                .replaceAll("(deliveries|mutationBefore|mutationAfter|verticles): \\[]", "$1:")
                .replaceAll("(?m)^  #([a-z]|  )", "  $1");
    }

    private static void collect(String path, Object yaml, List<String> paths) {
        if (yaml instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                paths.add(path + key);
                collect(path + key + ".", value, paths);
            });
        }
        if (yaml instanceof List<?> list) {
            list.forEach(item -> collect(path, item, paths));
        }
    }

    private static List<String> paths(String prefix, Shape<?> shape) {
        List<String> paths = new ArrayList<>();
        for (Key<?> key : shape.keys()) {
            paths.add(prefix + key.name());
            if (key.value() instanceof Section<?> section) {
                paths.addAll(paths(prefix + key.name() + ".", section.shape()));
            }
        }
        return paths;
    }

    private static void rows(String prefix, Shape<?> shape, List<String> rows) {
        for (Key<?> key : shape.keys()) {
            if (key.value() instanceof Section<?> section) {
                rows(prefix + key.name() + ".", section.shape(), rows);
            } else {
                rows.add(row(prefix, key));
            }
        }
    }

    private static <T> String row(String prefix, Key<T> key) {
        Object written = key.value().write(key.fallback());
        String fallback = key.required() ? "required" : written == null ? "" : "`" + written + "`";
        return "| `" + prefix + key.name() + "` | " + fallback + " | " + key.meaning() + " |";
    }
}
