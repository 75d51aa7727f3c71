package io.weir.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testing.ScriptRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code weir check} says of systems and of those who name them: which, where, and how to mend it. */
@Timeout(120)
class CheckedConsistencyIT {

    private static final Path SCRIPT = Path.of(System.getProperty("weir.root"), "deploy", "weir");

    private static final String SDL = """
            type Mutation {
              place(id: ID!): Order!
                @action(url: "http://shop/orders", affects: ["search"])
            }
            type Order { id: ID! version: Int }
            """;

    private static final String CONFIGURATION = """
            graph: { schemas: [schema.graphql] }
            store: { kind: postgres, uri: "postgresql://weir:weir@localhost/weir" }
            actions: { allow: ["http://shop"] }
            consistency:
              systems:
                %s
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            search: { report: ack } | 0 | weir.yaml: no problems | `` | ``
            serch: { report: ack }  | 1 | `schema.graphql:3:` | `search` | `serch`
            search: { report: ask } | 1 | `weir.yaml:6:` | `"ask"` | `ack`
            search: { report: ack, url: x } | 1 | `weir.yaml:6:` | `url` | `unknown key`
            search: { report: ack, key: "Order:{{ args.nr }}" } | 1 | `schema.graphql:3:` | `args.nr` | `search`
            search: { report: ack, key: "{{ headers.x }}" } | 1 | `weir.yaml:6:` | `headers` | `response`
            search: { report: ack, version: "{{ response.version" } | 1 | `weir.yaml:6:` | `{{` | `response.version`
            search: { report: probe } | 1 | `weir.yaml:6:` | `url` | `missing`
            search: { report: probe, url: "http://index/{{ args.id }}" } | 1 | `weir.yaml:` | `http://index` | `actions.allow`
            search: { report: probe, url: "http://shop/{{ args.id }}", at: /version } | 1 | `weir.yaml:6:` | `least` | `together`
            search: { report: probe, url: "http://{{ args.id }}/x" } | 1 | `weir.yaml:6:` | `url` | `host`
            search: { report: lsn, primary: "postgresql://a:b@c/d" } | 1 | `weir.yaml:6:` | `replica` | `missing`
            search: { report: log, topics: ["nowhere:x"] } | 1 | `weir.yaml:` | `nowhere` | `provider`
            """)
    void shouldSayWhatIsWrongAndWhere(String system, int exit, String first, String second, String third)
            throws Exception {
        // Given
        Files.writeString(folder.resolve("schema.graphql"), SDL);
        Path conf = Files.writeString(folder.resolve("weir.yaml"), CONFIGURATION.formatted(system));

        // When
        ScriptRun run = ScriptRun.of(
                List.of("sh", SCRIPT.toString(), "check", "--conf", conf.toString()),
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                "");

        // Then
        assertThat(run.exitCode()).as(run.output()).isEqualTo(exit);
        assertThat(run.output()).contains(first);
        if (exit != 0) {
            assertThat(run.output()).contains(second, third).doesNotContain("\tat ");
        }
    }
}
