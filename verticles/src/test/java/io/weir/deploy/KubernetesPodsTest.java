package io.weir.deploy;

import static io.weir.deploy.DeployFolder.map;
import static io.weir.deploy.DeployFolder.maps;
import static io.weir.deploy.DeployFolder.texts;
import static io.weir.deploy.KubernetesManifestsTest.find;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.config.ConfigLoader;
import io.weir.config.KubernetesConfig;
import io.weir.config.WeirConfig;
import io.weir.server.ConfiguredGraph;
import io.weir.server.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the pods of Kubernetes get is what a node takes: environment, files, ports, time to stop. */
class KubernetesPodsTest {

    /** What somebody might fill in. */
    private static final Map<String, String> SECRETS = Map.of(
            "WEIR_CLUSTER_SECRET", "0123456789abcdef0123456789abcdef",
            "WEIR_KEY", "key",
            "WEIR_STORE_URI", "postgresql://weir:pw@db.example:5432/weir",
            "WEIR_RABBITMQ_URI", "amqps://weir:pw@broker.example:5671/weir");

    @TempDir
    Path mount;

    private WeirConfig config;

    /** As a node does: with the environment that the pod has, and nothing else. */
    @BeforeEach
    void load() throws Exception {
        for (Map.Entry<String, Object> file :
                map(find("ConfigMap", "weir"), "data").entrySet()) {
            Files.writeString(mount.resolve(file.getKey()), String.valueOf(file.getValue()));
        }
        Map<String, String> environment = new HashMap<>(Map.of("POD_IP", "10.1.2.3"));
        map(find("Secret", "weir"), "stringData")
                .keySet()
                .forEach(key -> environment.put(key, SECRETS.getOrDefault(key, "unexpected")));
        config = ConfigLoader.load(mount.resolve("weir.yaml"), environment);
    }

    @Test
    void shouldHaveAGraphThatNodesServe() throws Exception {
        assertThat(ConfiguredGraph.load(config)).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldGetTheFilesAndVariablesOfTheConfiguration(Role role) {
        // Given
        Map<String, Object> node = node(role);
        Map<String, Object> volumes = maps(pod(role).get("volumes")).stream()
                .collect(Collectors.toMap(volume -> String.valueOf(volume.get("name")), volume -> volume));

        // Then
        assertThat(maps(node.get("env")))
                .singleElement()
                .satisfies(variable -> assertThat(variable).containsEntry("name", "POD_IP"));
        assertThat(maps(node.get("envFrom")))
                .singleElement()
                .satisfies(from -> assertThat(map(from, "secretRef")).containsEntry("name", "weir"));
        assertThat(maps(node.get("volumeMounts")))
                .extracting(mounted -> mounted.get("name"))
                .containsExactlyInAnyOrderElementsOf(volumes.keySet());
        assertThat(map(map(volumes.get("configuration")), "configMap")).containsEntry("name", "weir");
        assertThat(maps(node.get("volumeMounts")))
                .filteredOn("name", "configuration")
                .singleElement()
                .satisfies(mounted ->
                        assertThat(texts(node.get("args"))).contains(mounted.get("mountPath") + "/weir.yaml"));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldOpenThePortsOnWhichANodeListens(Role role) {
        // Given
        Map<Object, Object> listening = new HashMap<>(Map.of(
                "admin", config.admin().port(),
                "member", config.cluster().port().orElseThrow(),
                "bus", config.cluster().busPort()));
        if (role == Role.TRANSPORT) {
            listening.put("http", config.http().port());
        }

        // When
        Map<Object, Object> ports = maps(node(role).get("ports")).stream()
                .collect(Collectors.toMap(port -> port.get("name"), port -> port.get("containerPort")));

        // Then
        assertThat(ports).isEqualTo(listening);
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(map(node(role), probe, "httpGet")).as(probe).containsEntry("port", "admin");
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldHaveTheTimeToStop(Role role) {
        // When
        int grace = (Integer) pod(role).get("terminationGracePeriodSeconds");

        // Then
        assertThat(Duration.ofSeconds(grace))
                .isGreaterThan(config.http()
                        .drain()
                        .plus(config.actions().drain())
                        .plus(config.cluster().handover()));
    }

    /** By a name that also has the nodes that are not ready: they are so only together. */
    @Test
    void shouldFindEachOther() {
        // Given
        String name =
                config.cluster().kubernetes().flatMap(KubernetesConfig::dns).orElseThrow();

        // Then
        assertThat(map(find("Service", name), "spec"))
                .containsEntry("clusterIP", "None")
                .containsEntry("publishNotReadyAddresses", true);
        assertSelects(map(find("Service", name), "spec", "selector"), Role.values());
    }

    @Test
    void shouldServeNobodyInTheSmallerPartOfTheLeastClusterAndSayWhatALargerOneNeeds() {
        // When
        int least = podsOfAllRoles("minReplicas");
        int most = podsOfAllRoles("maxReplicas");

        // Then
        assertThat(config.cluster().minimum()).isEqualTo(least / 2 + 1);
        assertThat(DeployFolder.text("kubernetes/configuration.yaml"))
                .contains("the " + least + " nodes", "up to " + most, "take " + (most / 2 + 1));
    }

    @Test
    void shouldBeReachedByClientsWhereTheyAreServed() {
        assertSelects(map(find("Service", "weir"), "spec", "selector"), Role.TRANSPORT);
        assertSelects(map(find("NetworkPolicy", "weir-clients"), "spec", "podSelector", "matchLabels"), Role.TRANSPORT);
        assertSelects(map(find("NetworkPolicy", "weir"), "spec", "podSelector", "matchLabels"), Role.values());
    }

    private static void assertSelects(Map<String, Object> labels, Role... roles) {
        TreeSet<Role> selected = Arrays.stream(Role.values())
                .filter(role -> map(find("Deployment", "weir-" + role.word()), "spec", "template", "metadata", "labels")
                        .entrySet()
                        .containsAll(labels.entrySet()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(selected).as("pods with the labels %s", labels).containsExactly(roles);
    }

    private static int podsOfAllRoles(String bound) {
        return Arrays.stream(Role.values())
                .mapToInt(role -> (Integer) map(find("HorizontalPodAutoscaler", "weir-" + role.word()), "spec")
                        .get(bound))
                .sum();
    }

    private static Map<String, Object> pod(Role role) {
        return map(find("Deployment", "weir-" + role.word()), "spec", "template", "spec");
    }

    private static Map<String, Object> node(Role role) {
        return maps(pod(role).get("containers")).get(0);
    }
}
