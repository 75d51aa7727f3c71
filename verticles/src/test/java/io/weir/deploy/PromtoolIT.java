package io.weir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testing.Programs;
import io.weir.testing.ScriptRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus' own tool reads what we give Prometheus, and Grafana's queries. */
class PromtoolIT {

    private static final Path PROMTOOL = Programs.require("promtool", "prometheus");

    @Test
    void shouldReadTheConfigurationAndItsRules() throws Exception {
        // When
        ScriptRun run = promtool("check", "config", file("prometheus.yml"));

        // Then
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output())
                .contains("%d rules found".formatted(NamedMetricsTest.rules().size()));
    }

    @Test
    void shouldSoundAlarmsWhenTheyMustAndOnlyThen() throws Exception {
        // When
        ScriptRun run = promtool("test", "rules", file("alerts.test.yml"));

        // Then
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains("SUCCESS");
    }

    /** An alarm that no test has ever heard may be one that never sounds. */
    @Test
    void shouldHaveHeardEveryAlarmAndItsSilence() {
        // When
        Set<String> heard = new TreeSet<>();
        Set<String> silent = new TreeSet<>();
        for (Map<String, Object> test : DeployFolder.maps(
                DeployFolder.yaml("prometheus/alerts.test.yml").get("tests"))) {
            for (Map<String, Object> check : DeployFolder.maps(test.get("alert_rule_test"))) {
                boolean sounds = !DeployFolder.maps(check.get("exp_alerts")).isEmpty();
                (sounds ? heard : silent).add(String.valueOf(check.get("alertname")));
            }
        }

        // Then
        List<String> all = NamedMetricsTest.rules().stream()
                .map(rule -> String.valueOf(rule.get("alert")))
                .toList();
        assertThat(heard).containsExactlyInAnyOrderElementsOf(all);
        assertThat(silent).containsExactlyInAnyOrderElementsOf(all);
    }

    /** As rules of a file of their own, with Grafana's variables filled in. */
    @Test
    void shouldReadTheQueriesOfTheDashboard(@TempDir Path folder) throws Exception {
        // Given
        StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
        List<String> queries = NamedMetricsTest.queries().toList();
        for (int i = 0; i < queries.size(); i++) {
            String query = queries.get(i).replace("$__rate_interval", "1m").replace("$instance", ".*");
            rules.append("      - { record: \"q:%d\", expr: '%s' }%n".formatted(i, query));
        }
        Path file = Files.writeString(folder.resolve("rules.yml"), rules);

        // When
        ScriptRun run = promtool("check", "rules", file.toString());

        // Then
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains(queries.size() + " rules found");
    }

    private static String file(String name) {
        return DeployFolder.DEPLOY.resolve("prometheus").resolve(name).toString();
    }

    private static ScriptRun promtool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(PROMTOOL.toString()));
        command.addAll(List.of(arguments));
        return ScriptRun.of(command, Map.of(), "");
    }
}
