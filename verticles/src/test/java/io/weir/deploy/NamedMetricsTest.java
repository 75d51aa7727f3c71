package io.weir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What dashboard, alarms and autoscalers name is what nodes expose. */
class NamedMetricsTest {

    @ParameterizedTest
    @ValueSource(strings = {"grafana/weir.json", "prometheus/alerts.yml", "kubernetes/prometheus-adapter.yaml"})
    void shouldNameOnlyMetricsThatANodeExposes(String file) {
        // When
        Set<String> named = ExposedMetrics.namedIn(DeployFolder.text(file));

        // Then
        assertThat(named).isNotEmpty();
        assertThat(ExposedMetrics.names()).containsAll(named);
    }

    @Test
    void shouldShowEveryMetricThatAnAlarmLooksAt() {
        // When
        Set<String> shown = ExposedMetrics.namedIn(DeployFolder.text("grafana/weir.json"));
        Set<String> watched = ExposedMetrics.namedIn(DeployFolder.text("prometheus/alerts.yml"));

        // Then
        assertThat(shown).containsAll(watched);
    }

    @Test
    void shouldExplainEveryAlarmInTheRunbook() {
        // Given
        String runbook = DeployFolder.text("README.md");

        // Then
        for (Map<String, Object> rule : rules()) {
            String alarm = String.valueOf(rule.get("alert"));
            assertThat(runbook).contains("#### " + alarm + "\n");
            assertThat(DeployFolder.map(rule, "annotations"))
                    .containsEntry("runbook", "deploy/README.md#" + alarm.toLowerCase(java.util.Locale.ROOT));
        }
    }

    @Test
    void shouldGiveEveryPanelAPlaceAnIdAndAQueryOfItsOwn() {
        // Given
        List<JsonObject> panels = panels();

        // When
        Set<Object> ids = new HashSet<>();
        Set<String> corners = new HashSet<>();
        panels.forEach(panel -> {
            ids.add(panel.getValue("id"));
            JsonObject place = panel.getJsonObject("gridPos");
            corners.add(place.getInteger("x") + "," + place.getInteger("y"));
        });

        // Then
        assertThat(ids).hasSameSizeAs(panels);
        assertThat(corners).hasSameSizeAs(panels);
        assertThat(panels.stream().filter(panel -> !panel.getString("type").equals("row")))
                .isNotEmpty()
                .allSatisfy(panel -> {
                    assertThat(panel.getString("description")).isNotBlank();
                    assertThat(expressions(panel))
                            .isNotEmpty()
                            .allSatisfy(expression -> assertThat(expression).contains("job=\"weir\""));
                });
    }

    static List<Map<String, Object>> rules() {
        List<Map<String, Object>> rules = new ArrayList<>();
        for (Map<String, Object> group :
                DeployFolder.maps(DeployFolder.yaml("prometheus/alerts.yml").get("groups"))) {
            rules.addAll(DeployFolder.maps(group.get("rules")));
        }
        return rules;
    }

    /** Every query of the dashboard. */
    static Stream<String> queries() {
        return panels().stream().flatMap(panel -> expressions(panel).stream());
    }

    private static List<JsonObject> panels() {
        return objects(new JsonObject(DeployFolder.text("grafana/weir.json")).getJsonArray("panels"));
    }

    private static List<String> expressions(JsonObject panel) {
        return objects(panel.getJsonArray("targets", new JsonArray())).stream()
                .map(target -> target.getString("expr"))
                .toList();
    }

    private static List<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }
}
