package io.weir.deploy;

import static io.weir.deploy.DeployFolder.map;
import static io.weir.deploy.DeployFolder.maps;
import static io.weir.deploy.DeployFolder.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubernetes.client.openapi.JSON;
import io.vertx.core.json.JsonObject;
import io.weir.server.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests are objects that Kubernetes knows, and fit each other, the configuration in them, and our roles. */
class KubernetesManifestsTest {

    /** Kubernetes' name of a version to that of the model's classes. */
    private static final Map<String, String> VERSIONS = Map.of(
            "v1", "V1", "apps/v1", "V1", "policy/v1", "V1", "networking.k8s.io/v1", "V1", "autoscaling/v2", "V2");

    private static final Set<String> NO_OBJECTS = Set.of("kustomization.yaml", "prometheus-adapter.yaml");

    @BeforeAll
    static void registerTypes() {
        new JSON(); // its constructor does
    }

    static Stream<String> files() {
        return DeployFolder.list("kubernetes").stream().filter(file -> !NO_OBJECTS.contains(file));
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldBeObjectsThatKubernetesKnows(String file) throws Exception {
        for (Map<String, Object> object : objects(file)) {
            assertThat(read(object)).isNotNull();
        }
    }

    @Test
    void shouldNoticeWhatKubernetesDoesNotKnow() {
        // Given
        Map<String, Object> policy = find("PodDisruptionBudget", "weir-gates");
        map(policy, "spec").put("maxUnavailble", 1);
        Map<String, Object> service = find("Service", "weir");
        maps(map(service, "spec").get("ports")).get(0).put("port", "eighty");

        // When, then
        assertThatThrownBy(() -> read(policy)).hasMessageContaining("maxUnavailble");
        assertThatThrownBy(() -> read(service)).hasMessageContaining("eighty");
    }

    @Test
    void shouldBeAppliedAllButTheTemplateOfSecrets() {
        assertThat(texts(DeployFolder.yaml("kubernetes/kustomization.yaml").get("resources")))
                .containsExactlyInAnyOrderElementsOf(files().filter(file -> !file.equals("secret.template.yaml"))
                        .toList());
        map(find("Secret", "weir"), "stringData")
                .values()
                .forEach(value -> assertThat(value).isEqualTo(""));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldRunEachRoleByItselfAndWithoutRights(Role role) {
        // Given
        Map<String, Object> deployment = find("Deployment", "weir-" + role.word());
        Map<String, Object> pod = map(deployment, "spec", "template", "spec");
        Map<String, Object> node = maps(pod.get("containers")).get(0);

        // Then
        assertThat(texts(node.get("args"))).endsWith("--roles", role.word());
        assertThat(pod).containsEntry("automountServiceAccountToken", false);
        assertThat(map(pod, "securityContext")).containsEntry("runAsNonRoot", true);
        assertThat(map(node, "securityContext"))
                .containsEntry("allowPrivilegeEscalation", false)
                .containsEntry("readOnlyRootFilesystem", true);
        assertThat(map(node, "readinessProbe", "httpGet")).containsEntry("path", "/health/ready");
        assertThat(map(node, "livenessProbe", "httpGet")).containsEntry("path", "/health/live");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldSelectThePodsOfTheRole(Role role) {
        // Given
        String name = "weir-" + role.word();
        Map<String, Object> labels = map(find("Deployment", name), "spec", "template", "metadata", "labels");

        // Then
        assertThat(map(find("Deployment", name), "spec", "selector", "matchLabels"))
                .isEqualTo(labels);
        assertThat(map(find("PodDisruptionBudget", name), "spec", "selector", "matchLabels"))
                .isEqualTo(labels);
        assertThat(map(find("HorizontalPodAutoscaler", name), "spec", "scaleTargetRef"))
                .containsEntry("name", name);
    }

    /** Ports by name are those of the pods; the services and policies name no other. */
    @Test
    void shouldNamePortsThatThePodsHave() {
        // Given
        Set<String> ports = new TreeSet<>();
        for (Map<String, Object> port : maps(node("transport").get("ports"))) {
            ports.add(String.valueOf(port.get("name")));
        }

        // When
        Set<String> named = new TreeSet<>();
        for (String service : List.of("weir", "weir-cluster")) {
            maps(map(find("Service", service), "spec").get("ports"))
                    .forEach(port -> named.add(String.valueOf(port.get("targetPort"))));
        }
        for (String policy : List.of("weir", "weir-clients")) {
            for (Map<String, Object> rule :
                    maps(map(find("NetworkPolicy", policy), "spec").get("ingress"))) {
                maps(rule.get("ports")).forEach(port -> named.add(String.valueOf(port.get("port"))));
            }
        }

        // Then
        assertThat(named).isEqualTo(ports);
    }

    /** The cluster's ports are open to nodes alone. */
    @Test
    void shouldLetNodesAloneToTheClustersPorts() {
        // When
        List<Map<String, Object>> rules = Stream.of("weir", "weir-clients")
                .flatMap(policy ->
                        maps(map(find("NetworkPolicy", policy), "spec").get("ingress")).stream())
                .filter(rule -> maps(rule.get("ports")).stream()
                        .anyMatch(port -> Set.of("member", "bus").contains(port.get("port"))))
                .toList();

        // Then
        assertThat(rules)
                .singleElement()
                .extracting(rule -> rule.get("from"))
                .isEqualTo(List.of(
                        Map.of("podSelector", Map.of("matchLabels", Map.of("app.kubernetes.io/name", "weir")))));
    }

    /** Autoscalers ask for what the adapter serves. */
    @Test
    void shouldScaleOnMetricsThatTheAdapterServes() {
        // Given
        String adapter = DeployFolder.text("kubernetes/prometheus-adapter.yaml");
        String[] halves = adapter.split("\n  external:", 2);

        // Then
        for (Role role : Role.values()) {
            for (Map<String, Object> metric : maps(map(find("HorizontalPodAutoscaler", "weir-" + role.word()), "spec")
                    .get("metrics"))) {
                if (metric.get("type").equals("Pods")) {
                    assertThat(halves[0])
                            .contains(map(metric, "pods", "metric").get("name").toString());
                } else if (metric.get("type").equals("External")) {
                    assertThat(halves[1])
                            .contains(map(metric, "external", "metric")
                                    .get("name")
                                    .toString());
                }
            }
        }
    }

    private static Map<String, Object> node(String role) {
        return maps(map(find("Deployment", "weir-" + role), "spec", "template", "spec")
                        .get("containers"))
                .get(0);
    }

    static Map<String, Object> find(String kind, String name) {
        return files().flatMap(file -> objects(file).stream())
                .filter(object -> object.get("kind").equals(kind)
                        && map(object, "metadata").get("name").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    private static List<Map<String, Object>> objects(String file) {
        return new ArrayList<>(DeployFolder.documents("kubernetes/" + file));
    }

    /** Fails on fields that are not of the type, fields that are missing, and values of another type. */
    private static Object read(Map<String, Object> object) throws Exception {
        String version = VERSIONS.get(String.valueOf(object.get("apiVersion")));
        Class<?> type = Class.forName("io.kubernetes.client.openapi.models." + version + object.get("kind"));
        return JSON.deserialize(new JsonObject(object).encode(), type);
    }
}
